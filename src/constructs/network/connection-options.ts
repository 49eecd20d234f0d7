import type * as kplus from 'cdk8s-plus-28';

/** Ports of a connection. */
export interface ConnectionOptions {
  /**
   * The ports.
   *
   * @default - those that the containers at the receiving end declare
   */
  readonly ports?: kplus.NetworkPolicyPort[];
}

/** Terms of a connection to the internet. It is a waiver of `network-policy-allow-all-egress`. */
export interface InternetOptions {
  /** The ports. */
  readonly ports: kplus.NetworkPolicyPort[];
  /** Why no narrower range will do; at least ten characters. */
  readonly reason: string;
  /** Last day on which the connection is accepted, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
  /**
   * Ranges that stay denied, beside those that are not of the internet.
   *
   * @default - none
   */
  readonly exclude?: string[];
}
