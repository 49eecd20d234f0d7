import type { Manifest } from '../../model/manifest';
import type { SingleWaiver, UnusedWaiver } from './waiver';

/** The waivers that a synth used and recorded beside its files. */
export interface RecordedWaivers {
  /** By the object that is as it was written. */
  readonly byObject: ReadonlyMap<Manifest, readonly SingleWaiver[]>;
  /** Those of objects that were changed since. */
  readonly stale: readonly UnusedWaiver[];
  /** The rules and constructs of those that name a construct, as `constructOf` returns them. */
  readonly constructs: ReadonlySet<string>;
}

/** Used where no record is read. */
export const NO_RECORD: RecordedWaivers = { byObject: new Map(), stale: [], constructs: new Set() };

/** The rule and the construct of a waiver. */
export function constructOf({ rule, construct }: Pick<SingleWaiver, 'rule' | 'construct'>): string {
  return JSON.stringify([rule, construct]);
}
