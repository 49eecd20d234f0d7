import * as published from './component-table.json';

/** Programs of a cluster whose flags are known. */
export type Program = keyof typeof published.flags;

/** The first and the last minor version whose flags and feature gates are known. */
export const { first: FIRST_KNOWN, last: LAST_KNOWN } = published;

/** The minor versions that have a flag or a feature gate. */
interface Lifetime {
  readonly first: number;
  readonly last: number;
}

export const PROGRAMS = Object.keys(published.flags) as readonly Program[];

const FLAGS = new Map(PROGRAMS.map((program) => [program, lifetimes(published.flags[program])]));
const GATES = lifetimes(published.gates);
const LOCKED = new Map(
  Object.entries(published.locked).flatMap(([key, names]) => {
    const [value = '', range = ''] = key.split(' ');
    return names
      .split(' ')
      .map((name): [string, { value: boolean; lifetime: Lifetime }] => [
        `${name} ${value}`,
        { value: value === 'true', lifetime: lifetimeOf(range) },
      ]);
  }),
);

function lifetimes(byRange: { readonly [range: string]: string }): ReadonlyMap<string, Lifetime> {
  return new Map(
    Object.entries(byRange).flatMap(([range, names]) =>
      names.split(' ').map((name): [string, Lifetime] => [name, lifetimeOf(range)]),
    ),
  );
}

function lifetimeOf(range: string): Lifetime {
  const [first = 0, last = 0] = range.split('-').map(Number);
  return { first, last };
}

/** Returns why a program of a minor version does not have a flag, as the end of a sentence; undefined where it has, or nothing is known. */
export function flagProblem(program: Program, flag: string, minor: number): string | undefined {
  return problemOf(FLAGS.get(program)?.get(flag), minor);
}

/** Returns why a minor version does not have a feature gate. */
export function gateProblem(gate: string, minor: number): string | undefined {
  return problemOf(GATES.get(gate), minor);
}

/** Returns the value to which a feature gate is locked in a minor version. */
export function lockedValue(gate: string, minor: number): boolean | undefined {
  return [true, false].find((value) => {
    const lock = LOCKED.get(`${gate} ${value}`);
    return lock !== undefined && lock.lifetime.first <= minor && minor <= lock.lifetime.last;
  });
}

function problemOf(lifetime: Lifetime | undefined, minor: number): string | undefined {
  if (minor < FIRST_KNOWN || minor > LAST_KNOWN) return undefined;
  if (lifetime === undefined) return `which no version from 1.${FIRST_KNOWN} to 1.${LAST_KNOWN} has`;
  if (minor < lifetime.first) return `which exists from 1.${lifetime.first} on`;
  return minor > lifetime.last ? `which was removed in 1.${lifetime.last + 1}` : undefined;
}
