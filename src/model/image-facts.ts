/** What the configuration of an image says of the containers that run it. */
export interface ImageFacts {
  /** The user, as `USER` sets it: a number or a name, with or without a group; empty if the image sets none. */
  readonly user: string;
  /** Paths of the volumes that the image declares. */
  readonly volumes: readonly string[];
  /** Numbers of the ports that the image exposes. */
  readonly ports: readonly number[];
}

/** Returns what is known of an image, by its reference as written; undefined if nothing is. */
export type ImageKnowledge = (reference: unknown) => ImageFacts | undefined;
