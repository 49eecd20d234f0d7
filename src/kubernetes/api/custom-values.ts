import type { CheckContext, ValueCheck } from './check';
import { quoted } from './problem';

/** What a schema says of a value beyond its type. */
export interface Restrictions {
  readonly type?: unknown;
  readonly items?: unknown;
  readonly additionalProperties?: unknown;
  readonly enum?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly exclusiveMinimum?: unknown;
  readonly exclusiveMaximum?: unknown;
  readonly minLength?: unknown;
  readonly maxLength?: unknown;
  readonly minItems?: unknown;
  readonly maxItems?: unknown;
  readonly minProperties?: unknown;
  readonly maxProperties?: unknown;
  readonly 'x-kubernetes-list-type'?: unknown;
  readonly 'x-kubernetes-list-map-keys'?: unknown;
}

/** Asks of a value what its schema says; undefined where that is nothing. Items of items are not asked: only fields are. */
export function restrictionOf(schema: Restrictions, isItem = false): ValueCheck | undefined {
  switch (schema.type) {
    case 'integer':
    case 'number':
      return schema.minimum === undefined && schema.maximum === undefined
        ? undefined
        : (value) => outOfRange(value, schema);
    case 'string':
      return counted(schema.minLength, schema.maxLength, 'characters', (text) => [...text].length);
    case 'array':
      return all(
        counted(schema.minItems, schema.maxItems, 'items', (list) => list.length),
        isItem ? undefined : ofItems(schema.items, (list) => list.entries()),
        isItem ? undefined : uniqueness(schema),
      );
    case 'object':
      return all(
        counted(schema.minProperties, schema.maxProperties, 'fields', (map) => Object.keys(map).length),
        isItem ? undefined : ofItems(schema.additionalProperties, (map) => Object.entries(map)),
      );
    default:
      return undefined;
  }
}

function outOfRange(value: number, schema: Restrictions): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (typeof minimum === 'number' && (value < minimum || (exclusiveMinimum === true && value === minimum)))
    return `is ${value}; must be ${exclusiveMinimum === true ? 'more than' : 'at least'} ${minimum}`;
  if (typeof maximum === 'number' && (value > maximum || (exclusiveMaximum === true && value === maximum)))
    return `is ${value}; must be ${exclusiveMaximum === true ? 'less than' : 'at most'} ${maximum}`;
  return undefined;
}

function counted(least: unknown, most: unknown, what: string, count: (value: any) => number): ValueCheck | undefined {
  if (typeof least !== 'number' && typeof most !== 'number') return undefined;
  return (value) => {
    const number = count(value);
    if (typeof least === 'number' && number < least) return `has ${number} ${what}; must have at least ${least}`;
    if (typeof most === 'number' && number > most) return `has ${number} ${what}; must have at most ${most}`;
    return undefined;
  };
}

function ofItems(schema: unknown, entriesOf: (value: any) => Iterable<[string | number, any]>): ValueCheck | undefined {
  const check = restrictionOf((schema ?? {}) as Restrictions, true);
  if (!check) return undefined;
  return (value, inspection) => {
    for (const [key, item] of entriesOf(value)) {
      const message = item === null ? undefined : check(item, inspection);
      if (message !== undefined) inspection.refuse(message, key);
    }
    return undefined;
  };
}

/** A list that is a set, or that is merged by keys. */
function uniqueness(schema: Restrictions): ValueCheck | undefined {
  const { 'x-kubernetes-list-type': listType, 'x-kubernetes-list-map-keys': keys } = schema;
  if (listType === 'set') return (list, inspection) => refuseTwice(list, (item) => item, inspection);
  if (listType !== 'map' || !Array.isArray(keys)) return undefined;
  const defaults = Object.fromEntries(keys.map((key) => [key, (schema.items as any)?.properties?.[key]?.default]));
  return (list, inspection) =>
    refuseTwice(list, (item) => keys.map((key) => item?.[key] ?? defaults[key] ?? null), inspection);
}

function refuseTwice(list: any[], keyOf: (item: any) => unknown, inspection: CheckContext): undefined {
  const seen = new Set<string>();
  list.forEach((item, index) => {
    const key = keyOf(item);
    const text = JSON.stringify(key);
    if (seen.has(text)) inspection.refuse(`${quoted(key)} is there twice; must be unique`, index);
    seen.add(text);
  });
}

function all(...checks: readonly (ValueCheck | undefined)[]): ValueCheck | undefined {
  const present = checks.filter((check) => check !== undefined);
  if (present.length === 0) return undefined;
  return (value, inspection) => {
    for (const check of present) {
      const message = check?.(value, inspection);
      if (message !== undefined) return message;
    }
    return undefined;
  };
}
