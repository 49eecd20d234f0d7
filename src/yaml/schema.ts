import { defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED, type Schema } from './js-yaml';

/**
 * YAML scalars as the Kubernetes API client reads them: YAML 1.1 words for booleans, Go's spellings of integers, no
 * sexagesimals, and timestamps that stay strings.
 *
 * @see https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/goyaml.v2/resolve.go
 */
const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);
const INTEGER = /^([+-]?)(?:0[bB]([01]+)|0[oO]?([0-7]+)|0[xX]([0-9a-fA-F]+)|(0|[1-9]\d*))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const NOT_IN_JSON = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** After a leading point, Go accepts underscores only between digits. */
const SEPARATED = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
/** Words for booleans, null and infinity are not longer; nearly all other texts are, and need no look-up. */
const LONGEST_WORD = 5;
const NUMERIC_START = /^[-+.\d]/;
const NUMERIC_STARTS = [...'+-0123456789'];

function integerOf(source: string): number | undefined {
  if (/^[1-9]\d{0,14}$/.test(source)) return Number(source); // Nearly all integers.
  const plain = source.replaceAll('_', '');
  const signedBinary = /^0b([+-][01]{1,63})$/.exec(plain)?.[1]; // Go accepts a sign after the prefix.
  if (signedBinary) return Number.parseInt(signedBinary, 2);
  const match = INTEGER.exec(plain);
  if (!match) return undefined;
  const [, sign, binary, octal, hex, decimal] = match;
  const size = binary
    ? Number.parseInt(binary, 2)
    : octal
      ? Number.parseInt(octal, 8)
      : hex
        ? Number.parseInt(hex, 16)
        : Number(decimal);
  if (decimal === undefined && size > (sign === '-' ? 2 ** 63 : 2 ** 64 - 1)) return undefined; // Too large for Go.
  return sign === '-' ? -size : size;
}

function floatOf(source: string): number | undefined {
  const keepsUnderscores = source.startsWith('.') && !SEPARATED.test(source);
  const plain = keepsUnderscores ? source : source.replaceAll('_', '');
  const number = FLOAT.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(number) ? number : undefined; // Go reads a number that is too large as a string.
}

function boolOf(source: string): boolean | undefined {
  if (source.length > LONGEST_WORD) return undefined;
  return TRUE.has(source) || (FALSE.has(source) ? false : undefined);
}

function isNull(source: string): boolean {
  return source.length <= LONGEST_WORD && NULL.has(source);
}

const nullTag = defineScalarTag('tag:yaml.org,2002:null', {
  implicit: true,
  implicitFirstChars: ['', '~', 'n', 'N'],
  resolve: (source) => (isNull(source) ? null : NOT_RESOLVED),
  identify: (data) => data === null,
});

const boolTag = defineScalarTag('tag:yaml.org,2002:bool', {
  implicit: true,
  implicitFirstChars: [...'yYnNtTfFoO'],
  resolve: (source) => boolOf(source) ?? NOT_RESOLVED,
  identify: (data) => typeof data === 'boolean',
});

const intTag = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: NUMERIC_STARTS,
  resolve: (source) => integerOf(source) ?? NOT_RESOLVED,
  identify: (data) => Number.isInteger(data),
});

const floatTag = defineScalarTag('tag:yaml.org,2002:float', {
  implicit: true,
  implicitFirstChars: [...NUMERIC_STARTS, '.'],
  resolve: (source) => floatOf(source) ?? NOT_RESOLVED,
  identify: (data) => typeof data === 'number',
});

/** The schema of every YAML text that this package reads. */
export const KUBERNETES_SCHEMA: Schema = FAILSAFE_SCHEMA.withTags(nullTag, boolTag, intTag, floatTag, mergeTag);

/** Returns the key for a plain mapping key: `on:` is the key `true`, as in the API client. */
export function plainKey(source: string): string {
  return String(boolOf(source) ?? numberOf(source) ?? source);
}

/** Returns the value of a plain scalar. */
export function plainValue(source: string): unknown {
  if (isNull(source)) return null;
  return boolOf(source) ?? numberOf(source) ?? source;
}

/** Whether a plain scalar is a boolean or null. */
export function isWord(source: string): boolean {
  return isNull(source) || boolOf(source) !== undefined;
}

/** Whether a plain scalar is a number that JSON does not have. */
export function isBeyondJson(source: string): boolean {
  return source.length <= LONGEST_WORD && NOT_IN_JSON.test(source);
}

/** Whether a plain scalar is a number. */
export function isNumber(source: string): boolean {
  return numberOf(source) !== undefined;
}

function numberOf(source: string): number | undefined {
  return NUMERIC_START.test(source) ? (integerOf(source) ?? floatOf(source)) : undefined;
}
