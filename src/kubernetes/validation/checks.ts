import type { ObjectCheck, ValueCheck } from '../inspection';

/** What upstream's validation says of a type beyond what its decoder does. */
export interface TypeChecks {
  readonly fields?: { readonly [field: string]: ValueCheck };
  readonly object?: ObjectCheck;
}

export const CHECKS: ReadonlyMap<string, TypeChecks> = new Map();
