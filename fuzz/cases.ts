import fc from 'fast-check';
import { type Mutation, mutate, mutation } from './mutations';
import type { Seed } from './seeds';

/** A file with some changes. */
export interface Case {
  readonly seed: Seed;
  readonly donor: Seed;
  readonly mutations: readonly Mutation[];
  readonly isForced: boolean;
}

/** More would leave little that is read. */
const MOST_MUTATIONS = 3;

export function caseOf(seeds: readonly Seed[]): fc.Arbitrary<Case> {
  return fc.record({
    seed: fc.constantFrom(...seeds),
    donor: fc.constantFrom(...seeds),
    mutations: fc.array(mutation, { minLength: 1, maxLength: MOST_MUTATIONS }),
    isForced: fc.boolean(),
  });
}

/** Its bytes, one character each. */
export function textOf({ seed, donor, mutations }: Case): string {
  return mutate(seed.text, mutations, donor.text);
}
