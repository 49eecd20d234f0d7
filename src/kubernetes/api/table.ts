import { groupOf, typeOf } from '../workload-kinds';
import * as published from './api-table.json';
import { CUSTOM_TYPES } from './custom-types';
import * as files from './file-table.json';

/**
 * The committed table, which `npm run generate:kubernetes` writes. A line is a list of parts with `;` between them; the first
 * part is the range of minors in which it holds, empty where all have it: `@30-` since 1.30, `@-24` until 1.24, `@24-30` both.
 *
 * A field is `name!:type#keys(values)=default@range`: `!` where it is required, the type, the keys of a list that is merged by
 * them, the values that are allowed, the default as JSON. A type is a scalar or another type, `[]` before it for a list, `{}`
 * for a map; a type without a dot is of the same group and version.
 */
const TYPES: { readonly [name: string]: string } = published.types;
const FILE_TYPES: { readonly [name: string]: string } = files.types;
const KINDS: { readonly [name: string]: string } = published.kinds;
const PACKAGES: { readonly [apiVersion: string]: string } = published.packages;
const LIFECYCLES: { readonly [name: string]: string } = published.lifecycles;

/** The releases that the table was made from, oldest first, such as `1.34.12`. */
export const RELEASES: readonly string[] = published.versions.split(' ');
const MINORS = RELEASES.map((release) => Number(release.split('.')[1]));
export const OLDEST_MINOR = MINORS[0] as number;
export const NEWEST_MINOR = MINORS.at(-1) as number;

/** The minors in which something is there, both included. */
export interface Range {
  readonly since: number;
  readonly until: number;
}

/** One value of an enumeration. */
export interface AllowedValue extends Range {
  readonly value: string;
}

/** One field, in the versions in which it has this type. */
export interface FieldLine extends Range {
  readonly name: string;
  readonly isRequired: boolean;
  /** What stands around the element: a sequence of `[]` and `{}`. */
  readonly wrapping: string;
  /** A scalar, or the full name of a type. */
  readonly element: string;
  readonly keys?: readonly string[];
  readonly values?: readonly AllowedValue[];
  readonly default?: unknown;
}

/** One kind. */
export interface KindLine extends Range {
  /** The name of its type, such as `apps.v1.Deployment`. */
  readonly type: string;
  /** Undefined for what is only part of a request, or a list. */
  readonly isNamespaced?: boolean;
  readonly resources: readonly ResourceLine[];
}

/** A resource or a subresource, such as `pods/exec`, with its verbs. */
export interface ResourceLine extends Range {
  readonly name: string;
  readonly verbs: readonly string[];
}

const FIELD = /^([^:!]+)(!?):((?:\[\]|\{\})*)([\w.]+)(?:#([\w,]+))?(?:\(([^)]*)\))?(?:=([^@]*))?(?:@(\d*)-(\d*))?$/;
export const ALL_VERBS: readonly string[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** The fields of a type in all versions; a field whose type changed is there more than once. Undefined where no type has the name. */
export function fieldLines(type: string): FieldLine[] | undefined {
  const types = [TYPES, CUSTOM_TYPES, FILE_TYPES].find((each) => Object.hasOwn(each, type));
  const line = types?.[type];
  if (line === undefined) return undefined;
  const [life = '', ...fields] = line.split(';');
  const whole = rangeIn(life, ALWAYS);
  const own = type.slice(0, type.lastIndexOf('.') + 1);
  return fields.filter((field) => field !== '').map((field) => fieldLine(field, own, whole));
}

export const ALWAYS: Range = { since: OLDEST_MINOR, until: NEWEST_MINOR };

function fieldLine(text: string, own: string, whole: Range): FieldLine {
  const match = FIELD.exec(text);
  if (!match) throw new Error(`api-table.json has a field that cannot be read: "${text}"`);
  const [, name = '', required, wrapping = '', element = '', keys, values, value, since, until] = match;
  return {
    name,
    isRequired: required === '!',
    wrapping,
    element: /^[A-Z]/.test(element) ? own + element : element,
    keys: keys?.split(','),
    values: values?.split('|').map((each) => ({ value: each.replace(/@.*/, ''), ...rangeIn(each, whole) })),
    default: value === undefined ? undefined : JSON.parse(value),
    since: since ? Number(since) : whole.since,
    until: until ? Number(until) : whole.until,
  };
}

/** A kind, in whatever version of Kubernetes. */
export function kindLine(apiVersion: string, kind: string): KindLine | undefined {
  const key = `${apiVersion} ${kind}`;
  if (!Object.hasOwn(KINDS, key)) return undefined;
  const [life = '', scope, ...resources] = (KINDS[key] as string).split(';');
  const whole = rangeIn(life, ALWAYS);
  return {
    type: `${PACKAGES[apiVersion]}.${kind}`,
    isNamespaced: scope === undefined ? undefined : scope === 'namespaced',
    resources: resources.map((each) => {
      const [name = '', rest = ''] = each.split(':');
      const verbs = rest.replace(/@.*/, '');
      return { name, verbs: verbs === '*' ? ALL_VERBS : verbs.split(','), ...rangeIn(rest, whole) };
    }),
    ...whole,
  };
}

/** Group and version, and kind, of all kinds in all versions. */
export function allKinds(): (readonly [apiVersion: string, kind: string])[] {
  return Object.keys(KINDS).map((key) => key.split(' ') as [string, string]);
}

/** Whether an API group has kinds in a version that the table knows. */
export function hasKinds(group: string): boolean {
  return GROUPS.has(group);
}

const GROUPS = new Set(Object.keys(PACKAGES).map(groupOf));

/** Whether a kind of this name stands in a namespace, whatever its group; undefined where there is none. */
export function scopeByName(kind: string): boolean | undefined {
  const found = allKinds().find(
    ([apiVersion, name]) => name === kind && kindLine(apiVersion, name)?.isNamespaced !== undefined,
  );
  return found && kindLine(...found)?.isNamespaced;
}

/** Whether a kind is Kubernetes' own, at whatever time. */
export function hasLifecycle(apiVersion: string, kind: string): boolean {
  return Object.hasOwn(LIFECYCLES, `${apiVersion} ${kind}`);
}

/** Whether a group and kind, such as `apps/Deployment`, is Kubernetes' own, in whatever version. */
export function isOwnKind(groupKind: string): boolean {
  return OWN_KINDS.has(groupKind);
}

/** Whether an API group is Kubernetes' own, in whatever version. */
export function isOwnGroup(group: string): boolean {
  return OWN_GROUPS.has(group);
}

const OWN_KINDS = new Set(
  Object.keys(LIFECYCLES).map((key) => {
    const [apiVersion = '', kind = ''] = key.split(' ');
    return typeOf(groupOf(apiVersion), kind);
  }),
);
const OWN_GROUPS = new Set([...OWN_KINDS].map(groupOf));

/** The versions that introduced, deprecated and removed each kind of whatever time. */
export function allLifecycles(): (readonly [apiVersion: string, kind: string, (string | undefined)[]])[] {
  return Object.entries(LIFECYCLES).map(([key, line]) => {
    const [apiVersion = '', kind = ''] = key.split(' ');
    return [apiVersion, kind, line.split(' ').map((version) => (version === '-' ? undefined : version))];
  });
}

/** The range at the end of a part of a line. */
export function rangeIn(text: string, whole: Range): Range {
  const [, since, until] = /@(\d*)-(\d*)$/.exec(text) ?? [];
  return { since: since ? Number(since) : whole.since, until: until ? Number(until) : whole.until };
}

/** 0 for a stable version, 1 for a beta, 2 for an alpha. */
export function instability(apiVersion: string): number {
  return apiVersion.includes('alpha') ? 2 : apiVersion.includes('beta') ? 1 : 0;
}
