import { lifetimeOf, rangeOf, type Span, spansOf } from './fold';
import { KNOWN_LIFECYCLES } from './known-lifecycles';
import type { Lifecycle } from './read-lifecycles';
import type { Field, Kind, Openapi } from './read-openapi';

/** What one release says. */
export interface Reading {
  readonly version: string;
  readonly minor: number;
  readonly openapi: Openapi;
  readonly enumerations: Map<string, readonly string[]>;
  readonly lifecycles: Map<string, Map<string, Lifecycle>>;
}

/** The committed table; src/kubernetes/api/table.ts says how its lines are read. */
export interface Table {
  readonly versions: string;
  readonly types: Record<string, string>;
  readonly packages: Record<string, string>;
  readonly kinds: Record<string, string>;
  readonly lifecycles: Record<string, string>;
}

/** Folds what all releases say, oldest first, into one table. */
export function tableOf(readings: readonly Reading[]): Table {
  const minors = readings.map(({ minor }) => minor);
  const always = { from: minors[0] as number, until: minors.at(-1) as number };
  const kinds: Record<string, string> = {};
  const served = new Map<string, Range>();
  const packages: Record<string, string> = {};
  const roots = new Set<string>();
  for (const apiVersion of keysOf(readings, ({ openapi }) => openapi.kinds)) {
    const name = readings.map(({ openapi }) => openapi.packages.get(apiVersion)).find((each) => each) as string;
    packages[apiVersion] = name;
    for (const kind of keysOf(readings, ({ openapi }) => openapi.kinds.get(apiVersion))) {
      const perRelease = readings.map(({ openapi }) => openapi.kinds.get(apiVersion)?.get(kind));
      const key = `${apiVersion} ${kind}`;
      const present = perRelease.map((each) => each !== undefined);
      const life = lifetimeOf(key, present, minors);
      served.set(key, life);
      kinds[key] = lineOf(key, [rangeOf(life, always), ...resourcesOf(key, perRelease, minors, life)]);
      roots.add(`${name}.${kind}`);
    }
  }
  const types: Record<string, string> = {};
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (types[name] !== undefined) continue;
    types[name] = typeLine(name, readings, minors, always);
    for (const { openapi } of readings) {
      for (const { type } of openapi.types.get(name)?.values() ?? []) {
        const element = type.replace(/^(\[\]|\{\})*/, '');
        if (element.includes('.')) waiting.push(element);
      }
    }
  }
  return {
    versions: readings.map(({ version }) => version).join(' '),
    types: sorted(types),
    packages: sorted(packages),
    kinds: sorted(kinds),
    lifecycles: lifecycleLines(readings, served, always),
  };
}

function typeLine(name: string, readings: readonly Reading[], minors: readonly number[], always: Range): string {
  const perRelease = readings.map(({ openapi }) => openapi.types.get(name));
  const life = lifetimeOf(
    name,
    perRelease.map((fields) => fields !== undefined),
    minors,
  );
  const own = name.slice(0, name.lastIndexOf('.') + 1);
  const fields = [...new Set(perRelease.flatMap((each) => [...(each?.keys() ?? [])]))].sort();
  const tokens = fields.flatMap((field) => {
    const all = perRelease.map((each) => each?.get(field));
    const enumeration = enumerationOf(`${name} ${field}`, all, readings);
    // The newest release knows best: upstream corrected what it calls required, not what its server requires.
    const { required, keys, default: value } = all.filter((each) => each !== undefined).at(-1) as Field;
    const rest = (keys ? `#${keys.join(',')}` : '') + enumeration + defaultOf(value);
    const spans = spansOf(
      all.map((each) => each && shortened(each.type, own)),
      minors,
    );
    return spans.map((span) => `${field}${required ? '!' : ''}:${span.value}${rest}${rangeOf(span, life)}`);
  });
  return lineOf(name, [rangeOf(life, always), ...tokens]);
}

/** The range comes first, empty where it is that of the whole table. */
function lineOf(name: string, tokens: readonly string[]): string {
  const bad = tokens.find((token) => token.includes(';'));
  if (bad) throw new Error(`${name}: "${bad}" must have no semicolon`);
  return tokens.join(';');
}

type Range = Omit<Span, 'value'>;

/** A type of the same group and version goes by its last name. */
function shortened(type: string, own: string): string {
  const [, wrapping = '', element = ''] = /^((?:\[\]|\{\})*)(.*)$/.exec(type) ?? [];
  return wrapping + (element.startsWith(own) ? element.slice(own.length) : element);
}

function defaultOf(value: unknown): string {
  return value === undefined ? '' : `=${JSON.stringify(value)}`;
}

/**
 * The values of a field over all releases. A field that is no enumeration in the newest release that has it is none: its
 * tag was wrong. A value that the first enumeration has was there before the field was tagged.
 */
function enumerationOf(key: string, fields: readonly (Field | undefined)[], readings: readonly Reading[]): string {
  const known = readings.filter(({ enumerations }, index) => fields[index] && enumerations.has(key));
  const last = readings.filter((_, index) => fields[index]).at(-1) as Reading;
  if (known.length === 0 || !last.enumerations.has(key)) return '';
  const minors = known.map(({ minor }) => minor);
  const whole = { from: minors[0] as number, until: minors.at(-1) as number };
  const values = [...new Set(known.flatMap(({ enumerations }) => enumerations.get(key) ?? []))].sort();
  const words = values.map((value) => {
    if (/[|()@]/.test(value)) throw new Error(`${key}: the value "${value}" cannot be written in the table`);
    const has = known.map(({ enumerations }) => enumerations.get(key)?.includes(value) ?? false);
    return value + rangeOf(lifetimeOf(`${key} "${value}"`, has, minors), whole);
  });
  return `(${words.join('|')})`;
}

const ALL_VERBS = 'create delete deletecollection get list patch update watch';

/** The scope, then each resource with its verbs; nothing of what is only part of another request or a list. */
function resourcesOf(
  name: string,
  perRelease: readonly (Kind | undefined)[],
  minors: readonly number[],
  life: Range,
): string[] {
  const scopes = new Set(perRelease.flatMap((kind) => kind?.isNamespaced ?? []));
  if (scopes.size > 1) throw new Error(`${name} is namespaced in some releases only`);
  const resources = [...new Set(perRelease.flatMap((kind) => [...(kind?.verbs.keys() ?? [])]))].sort();
  const tokens = resources.flatMap((resource) => {
    const verbs = perRelease.map((kind) => {
      const known = kind?.verbs.get(resource);
      return known && [...known].sort().join(' ');
    });
    return spansOf(verbs, minors).map(({ value, ...span }) => {
      const words = value === ALL_VERBS ? '*' : value.replaceAll(' ', ',');
      return `${resource}:${words}${rangeOf(span, life)}`;
    });
  });
  return tokens.length === 0 ? [] : [scopes.has(true) ? 'namespaced' : 'cluster', ...tokens];
}

/**
 * Introduced, deprecated and removed, `-` where unknown or never. The newest release that annotates a kind knows best of what is
 * to come; of what was, only what was served counts: alphas went earlier than annotated, and undeprecated.
 */
function lifecycleLines(
  readings: readonly Reading[],
  served: ReadonlyMap<string, Range>,
  always: Range,
): Record<string, string> {
  const kindNames = new Set([...served.keys()].map((key) => key.slice(key.indexOf(' ') + 1)));
  const known = new Map<string, Lifecycle>();
  for (const [apiVersion, kinds] of readings.flatMap(({ lifecycles }) => [...lifecycles])) {
    for (const [kind, lifecycle] of kinds) if (kindNames.has(kind)) known.set(`${apiVersion} ${kind}`, lifecycle);
  }
  const lines: Record<string, string> = {};
  for (const key of new Set([...served.keys(), ...known.keys()])) {
    if (key.endsWith('List')) continue;
    const span = served.get(key);
    let { introduced = '-', deprecated = '-', removed = '-' } = known.get(key) ?? {};
    if (span && span.from > always.from && introduced === '-') introduced = `1.${span.from}`;
    if (span && span.until < always.until) {
      removed = `1.${span.until + 1}`;
      if (deprecated !== '-' && minorOf(deprecated) > span.until) deprecated = '-';
    }
    lines[key] = `${introduced} ${deprecated} ${removed}`.replace(/( -)+$/, '');
  }
  for (const [apiVersion, kinds, lifecycle] of KNOWN_LIFECYCLES)
    for (const kind of kinds.split(' ')) lines[`${apiVersion} ${kind}`] = lifecycle;
  return sorted(lines);
}

function minorOf(version: string): number {
  return Number(version.slice(version.indexOf('.') + 1));
}

function keysOf(readings: readonly Reading[], read: (reading: Reading) => Map<string, unknown> | undefined): string[] {
  return [...new Set(readings.flatMap((reading) => [...(read(reading)?.keys() ?? [])]))].sort();
}

function sorted(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
