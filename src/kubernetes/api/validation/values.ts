import type { CheckContext, ValueCheck } from '../check';
import type { Format } from '../forms/formats';
import { quantityValue } from '../forms/quantity';
import { quoted } from '../problem';

/** A text of a form; an empty one is absent. */
export function matching(format: Format): ValueCheck {
  return (text) => (text === '' || format.accepts(text) ? undefined : `is ${quoted(text)}; must be ${format.wanted}`);
}

/** A text of a form, where an empty one is none. */
export function strictly(format: Format): ValueCheck {
  return (text) => (format.accepts(text) ? undefined : `is ${quoted(text)}; must be ${format.wanted}`);
}

export const nonEmpty: ValueCheck = (text) => (text === '' ? 'is empty; must be set or left out' : undefined);

/** One of few texts that are published nowhere; an empty one is absent. */
export function oneOf(...values: readonly string[]): ValueCheck {
  return (text) =>
    text === '' || values.includes(text)
      ? undefined
      : `is ${quoted(text)}; must be one of ${values.map(quoted).join(', ')}`;
}

export function between(least: number, most: number): ValueCheck {
  return (number) => (number >= least && number <= most ? undefined : `is ${number}; must be ${least} to ${most}`);
}

export function atLeast(least: number): ValueCheck {
  return (number) => (number >= least ? undefined : `is ${number}; must be at least ${least}`);
}

/** 0 is absent. */
export function unlessZero(check: ValueCheck): ValueCheck {
  return (number, inspection) => (number === 0 ? undefined : check(number, inspection));
}

export const PORT = between(1, 65535);
/** A user or group. */
export const ID = between(0, 2 ** 31 - 1);
export const FILE_MODE: ValueCheck = (mode) =>
  mode >= 0 && mode <= 0o777 ? undefined : `is ${mode}; must be 0 to 511, which is 0777 in octal`;

/** A port by number or name. */
export function portOrName(format: Format): ValueCheck {
  return (port, inspection) => (typeof port === 'string' ? strictly(format)(port, inspection) : PORT(port, inspection));
}

export const notNegative: ValueCheck = (quantity) =>
  quantityValue(quantity) < 0 ? `is ${quoted(quantity)}; must not be negative` : undefined;

export const positive: ValueCheck = (quantity) =>
  !(quantityValue(quantity) > 0) ? `is ${quoted(quantity)}; must be more than 0` : undefined;

/** Asks of each item of a list; null is an empty text. */
export function each(check: ValueCheck): ValueCheck {
  return (list: any[], inspection) => {
    list.forEach((item, index) => {
      const message = check(item ?? '', inspection);
      if (message !== undefined) inspection.refuse(message, index);
    });
    return undefined;
  };
}

/** Asks of each key of a map, and of each value; null is an empty text. */
export function entries(ofKey: ValueCheck, ofValue?: ValueCheck): ValueCheck {
  return (map: object, inspection) => {
    for (const [key, value] of Object.entries(map)) {
      const message = ofKey(key, inspection) ?? ofValue?.(value ?? '', inspection);
      if (message !== undefined) inspection.refuse(message, key);
    }
    return undefined;
  };
}

/** The first of several checks that finds something. */
export function both(...checks: readonly ValueCheck[]): ValueCheck {
  return (value, inspection) => {
    for (const check of checks) {
      const message = check(value, inspection);
      if (message !== undefined) return message;
    }
    return undefined;
  };
}

export function noMoreThan(most: number): ValueCheck {
  return (value) => (value.length > most ? `has ${value.length} items; at most ${most} are allowed` : undefined);
}

export function noLongerThan(most: number): ValueCheck {
  return (text) => (text.length > most ? `has ${text.length} characters; at most ${most} are allowed` : undefined);
}

export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A text that is there and not empty. */
export function isGiven(text: unknown): boolean {
  return isSet(text) && text !== '';
}

/** The items of a list that may be absent; null is an empty item. */
export function itemsOf(list: any): any[] {
  if (!Array.isArray(list)) return [];
  return list.includes(null) ? list.map((item) => item ?? {}) : list;
}

/** Refuses a text that several items have in common. An absent one counts only where it is no text. */
export function refuseDuplicates(
  inspection: CheckContext,
  items: readonly any[],
  read: (item: any) => unknown,
  ...below: readonly (string | number)[]
): void {
  if (items.length < 2) return;
  const [list, ...field] = below;
  const seen = new Set<unknown>();
  items.forEach((item, index) => {
    const value = read(item);
    if (!isGiven(value)) return;
    if (seen.has(value))
      inspection.refuse(`${quoted(value)} is there twice; must be unique`, list as string, index, ...field);
    seen.add(value);
  });
}

/** Of fields of which an object must have exactly one, the refusal where it has none or several. */
export function refuseUnlessOne(
  inspection: CheckContext,
  value: any,
  names: readonly string[],
  isOptional = false,
): void {
  const found = names.filter((name) => isSet(value[name]));
  if (found.length > 1) inspection.refuse(`has ${found.join(' and ')}; must have one of them`);
  else if (found.length === 0 && !isOptional) inspection.refuse(`must have one of ${names.join(', ')}`);
}

export const positiveNumber: ValueCheck = (number) => (number > 0 ? undefined : `is ${number}; must be at least 1`);

/** Refuses the absence of fields: an empty text or list counts as none. */
export function refuseMissing(inspection: CheckContext, value: any, ...fields: readonly string[]): void {
  for (const field of fields) {
    const own = value[field];
    if (!isGiven(own) || (Array.isArray(own) && own.length === 0)) inspection.refuse('is missing; must be set', field);
  }
}
