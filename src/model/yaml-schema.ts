import { defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED, type Schema } from 'js-yaml';

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
/** Behind a leading point Go takes underscores only between digits. */
const SEPARATED = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
const NUMERIC_STARTS = [...'+-0123456789'];

function integerOf(source: string): number | typeof NOT_RESOLVED {
  if (/^[1-9]\d{0,14}$/.test(source)) return Number(source); // nearly all that are
  const plain = source.replaceAll('_', '');
  const signedBinary = /^0b([+-][01]{1,63})$/.exec(plain)?.[1]; // Go takes a sign behind the prefix
  if (signedBinary) return Number.parseInt(signedBinary, 2);
  const match = INTEGER.exec(plain);
  if (!match) return NOT_RESOLVED;
  const [, sign, binary, octal, hex, decimal] = match;
  const size = binary
    ? Number.parseInt(binary, 2)
    : octal
      ? Number.parseInt(octal, 8)
      : hex
        ? Number.parseInt(hex, 16)
        : Number(decimal);
  if (decimal === undefined && size > (sign === '-' ? 2 ** 63 : 2 ** 64 - 1)) return NOT_RESOLVED; // Go has no room for it
  return sign === '-' ? -size : size;
}

const nullTag = defineScalarTag('tag:yaml.org,2002:null', {
  implicit: true,
  implicitFirstChars: ['', '~', 'n', 'N'],
  resolve: (source) => (NULL.has(source) ? null : NOT_RESOLVED),
  identify: (data) => data === null,
});

const boolTag = defineScalarTag('tag:yaml.org,2002:bool', {
  implicit: true,
  implicitFirstChars: [...'yYnNtTfFoO'],
  resolve: (source) => (TRUE.has(source) ? true : FALSE.has(source) ? false : NOT_RESOLVED),
  identify: (data) => typeof data === 'boolean',
});

const intTag = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: NUMERIC_STARTS,
  resolve: integerOf,
  identify: (data) => Number.isInteger(data),
});

const floatTag = defineScalarTag('tag:yaml.org,2002:float', {
  implicit: true,
  implicitFirstChars: [...NUMERIC_STARTS, '.'],
  resolve: (source) => {
    const keepsUnderscores = source.startsWith('.') && !SEPARATED.test(source);
    const plain = keepsUnderscores ? source : source.replaceAll('_', '');
    const number = FLOAT.test(plain) ? Number(plain) : Number.NaN;
    return Number.isFinite(number) ? number : NOT_RESOLVED; // Go leaves what is too large a string
  },
  identify: (data) => typeof data === 'number',
});

/** The schema of every YAML text that this package reads. */
export const KUBERNETES_SCHEMA: Schema = FAILSAFE_SCHEMA.withTags(nullTag, boolTag, intTag, floatTag, mergeTag);

/** What a plain mapping key becomes: `on:` is the key `true`, as in the API client. */
export function plainKey(source: string): string {
  if (TRUE.has(source)) return 'true';
  if (FALSE.has(source)) return 'false';
  return String(numberOf(source) ?? source);
}

/** Whether a plain scalar is a number. */
export function isNumber(source: string): boolean {
  return numberOf(source) !== undefined;
}

function numberOf(source: string): number | undefined {
  if (!/^[-+.\d]/.test(source)) return undefined;
  const values = [intTag, floatTag].map((tag) => tag.resolve(source, false, tag.tagName));
  return values.find((value) => typeof value === 'number');
}
