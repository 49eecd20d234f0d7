import type { IRule, PodSecurityLevel } from './rule';

/** Options of a `Profile`. */
export interface ProfileProps {
  /** Rules of the profile. */
  readonly rules: IRule[];
  /**
   * Ids of rules whose findings cannot be waived.
   *
   * @default - every finding can be waived
   */
  readonly unwaivable?: string[];
  /**
   * The level of the Pod Security Standards that the profile follows exactly: each control applies to the Kubernetes
   * versions in which the upstream admission library has it at that level.
   *
   * @default - none: a rule applies from the first version in which it makes sense, and controls are read as in
   *   `restricted`
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurityLevel?: PodSecurityLevel;
}
