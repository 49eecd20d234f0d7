import type { Judge } from './judge';

/** What a suite is given. */
export interface Settings {
  readonly judge: Judge;
  /** Random objects per property. */
  readonly count: number;
  readonly seed: number;
}

/** What a suite proved, for the table of guarantees. */
export interface Outcome {
  /** What was asked, with its number, such as `156,000 verdicts`. */
  readonly cases: string;
}

/** One question to upstream. Throws where upstream disagrees with us. */
export interface Suite {
  readonly name: string;
  /** What holds if the suite passes. */
  readonly guarantee: string;
  /** Whose word it is. */
  readonly by: string;
  /** Why this machine cannot ask; undefined if it can. */
  whySkipped?(): string | undefined;
  run(settings: Settings): Promise<Outcome>;
}

export const TODAY = '2026-11-24';

/** Numbers as people read them. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
