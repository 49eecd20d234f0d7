/** The table: `npm run generate:kubernetes` writes it. */
type Table = typeof import('./component-table.json');

/** Programs of a cluster whose flags are known. */
export type Program = keyof Table['flags'];

/** The minor versions that have a flag or a feature gate. */
interface Lifetime {
  readonly first: number;
  readonly last: number;
}

/** What is known of components. */
interface Components {
  /** The first and the last minor version whose flags and feature gates are known. */
  readonly first: number;
  readonly last: number;
  readonly flags: ReadonlyMap<string, ReadonlyMap<string, Lifetime>>;
  readonly gates: ReadonlyMap<string, Lifetime>;
  /** When a gate is locked to a value, by both. */
  readonly locked: ReadonlyMap<string, Lifetime>;
}

let known: Components | undefined;

/** Loaded when it is first asked for, which few sets do. */
function components(): Components {
  known ??= componentsIn(require('./component-table.json') as Table);
  return known;
}

function componentsIn({ first, last, flags, gates, locked }: Table): Components {
  return {
    first,
    last,
    flags: new Map(Object.entries(flags).map(([program, byRange]) => [program, lifetimes(byRange)])),
    gates: lifetimes(gates),
    locked: new Map(
      Object.entries(locked).flatMap(([key, names]) => {
        const [value = '', range = ''] = key.split(' ');
        return names.split(' ').map((name): [string, Lifetime] => [`${name} ${value}`, lifetimeOf(range)]);
      }),
    ),
  };
}

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

/** Whether the flags of a program are known. */
export function isProgram(name: string): name is Program {
  return components().flags.has(name);
}

/** Returns why a program of a minor version does not have a flag, as the end of a sentence; undefined where it has, or nothing is known. */
export function flagProblem(program: Program, flag: string, minor: number): string | undefined {
  return problemOf(components().flags.get(program)?.get(flag), minor);
}

/** Returns why a minor version does not have a feature gate. */
export function gateProblem(gate: string, minor: number): string | undefined {
  return problemOf(components().gates.get(gate), minor);
}

/** Returns the value to which a feature gate is locked in a minor version. */
export function lockedValue(gate: string, minor: number): boolean | undefined {
  return [true, false].find((value) => {
    const lifetime = components().locked.get(`${gate} ${value}`);
    return lifetime !== undefined && lifetime.first <= minor && minor <= lifetime.last;
  });
}

function problemOf(lifetime: Lifetime | undefined, minor: number): string | undefined {
  const { first, last } = components();
  if (minor < first || minor > last) return undefined;
  if (lifetime === undefined) return `which no version from 1.${first} to 1.${last} has`;
  if (minor < lifetime.first) return `which exists from 1.${lifetime.first} on`;
  return minor > lifetime.last ? `which was removed in 1.${lifetime.last + 1}` : undefined;
}
