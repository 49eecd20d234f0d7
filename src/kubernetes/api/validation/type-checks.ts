import type { ObjectCheck, ValueCheck } from '../check';

/** What upstream's validation says of a type beyond what its decoder does. */
export interface TypeChecks {
  readonly fields?: { readonly [field: string]: ValueCheck };
  readonly object?: ObjectCheck;
  /** Fields whose content upstream only decodes, and the minor since which it does more. */
  readonly uncheckedBefore?: { readonly [field: string]: number };
}

/** By type. What a check says, it has from the function of upstream that its file names; the suite `refusals` compares. */
export type Checks = { readonly [type: string]: TypeChecks };
