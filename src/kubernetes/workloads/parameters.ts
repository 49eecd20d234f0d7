import { escapeSegment } from '../../json/pointer';

/** An object with the values of parameters, and the texts that stand for them. */
export interface Substituted {
  readonly json: any;
  /** The texts by JSON Pointer. */
  readonly texts: ReadonlyMap<string, { readonly written: string; readonly value: unknown }>;
}

/** `${NAME}` is a part of a text; a text that is `${{NAME}}` alone becomes the JSON that the value is. */
const PART = /\$\{([a-zA-Z0-9_]+)\}/g;
const WHOLE = /^\$\{\{([a-zA-Z0-9_]+)\}\}$/;

/**
 * Gives an object the default values of parameters, as `oc process` does. A parameter without a value is left as it is.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/images/using-templates
 */
export function substitute(object: any, parameters: unknown): Substituted {
  const values = new Map<string, string>(
    (Array.isArray(parameters) ? parameters : [])
      .filter((each) => typeof each?.name === 'string' && typeof each.value === 'string' && each.value !== '')
      .map(({ name, value }) => [name, value]),
  );
  const texts = new Map<string, { written: string; value: unknown }>();
  const visit = (value: any, pointer: string): any => {
    if (typeof value === 'string') {
      const found = valueIn(value, values);
      if (found !== value) texts.set(pointer, { written: value, value: found });
      return found;
    }
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${pointer}/${index}`));
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, visit(each, `${pointer}/${escapeSegment(key)}`)]),
    );
  };
  const json = visit(object, '');
  return texts.size === 0 ? { json: object, texts } : { json, texts };
}

/** The object as it is written: with the texts in place of the values that nothing has changed. */
export function withTexts(json: any, { texts }: Substituted): any {
  if (texts.size === 0) return json;
  const visit = (value: any, pointer: string): any => {
    const text = texts.get(pointer);
    if (text && JSON.stringify(text.value) === JSON.stringify(value)) return text.written;
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${pointer}/${index}`));
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, visit(each, `${pointer}/${escapeSegment(key)}`)]),
    );
  };
  return visit(json, '');
}

function valueIn(text: string, values: ReadonlyMap<string, string>): unknown {
  const whole = values.get(WHOLE.exec(text)?.[1] ?? '');
  if (whole !== undefined) return parsed(whole);
  return text.replace(PART, (written, name) => values.get(name) ?? written);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
