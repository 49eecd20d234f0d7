import type { Severity } from './severity';

/** What held for a rule before an edition changed it. */
export interface RuleBefore {
  /** The profiles that had the rule. Default: not changed. */
  readonly profiles?: readonly string[];
  /** Its severity. Default: not changed. */
  readonly severity?: Severity;
}

/** An edition of the profiles of this library. */
export interface Edition {
  /** Year, and number in that year. */
  readonly name: string;
  /** The newest Kubernetes version that it knows: the default of who pins it. */
  readonly kubernetesVersion: string;
  /** What it changed about rules that were there, by their ids. A new rule says so itself, by its `edition`. */
  readonly before: { readonly [ruleId: string]: RuleBefore };
}

/** All editions, the oldest first. A release that makes a profile stricter adds one. */
export const EDITIONS: readonly [Edition, ...Edition[]] = [{ name: '2026.1', kubernetesVersion: '1.37', before: {} }];
