import type { Scalar } from '../shape';
import { isQuantity } from './quantity';

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;
/** RFC 3339, as Go's time.Parse reads it; the ranges of day and month are left to Date. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;
/** As Go's time.ParseDuration reads it. */
const DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
/** Of a length that four divides: an expression that counts in fours runs out of stack on long texts. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const WANTED: { readonly [scalar in Scalar]: string } = {
  any: 'anything',
  bool: 'a boolean',
  bytes: 'a string in base64',
  double: 'a number',
  duration: 'a duration such as "5m0s"',
  int32: 'an integer of 32 bits',
  int64: 'an integer',
  intOrString: 'an integer or a string',
  microtime: 'a time such as "2026-01-31T12:00:00.000000Z"',
  quantity: 'a quantity such as "500m" or "1Gi"',
  string: 'a string',
  time: 'a time such as "2026-01-31T12:00:00Z"',
};

/** Whether the API server's decoder reads a value as this type. */
export function isScalar(value: unknown, scalar: Scalar): boolean {
  switch (scalar) {
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'int32':
      return isInteger(value, INT32);
    case 'int64':
      return isInteger(value, INT64);
    case 'double':
      return typeof value === 'number';
    case 'intOrString':
      return typeof value === 'string' || isInteger(value, INT32);
    case 'quantity':
      return typeof value === 'number'
        ? isQuantity(String(value))
        : typeof value === 'string' && isQuantity(value.trim());
    case 'bytes':
      // Go reads a list of numbers as bytes too.
      return Array.isArray(value) || (typeof value === 'string' && isBase64(value.replace(/[\r\n]/g, '')));
    case 'time':
    case 'microtime':
      return typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value.replace(',', '.')));
    case 'duration':
      return typeof value === 'string' && DURATION.test(value);
    case 'any':
      return true;
  }
}

export function wanted(scalar: Scalar): string {
  return WANTED[scalar];
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && BASE64.test(text);
}

function isInteger(value: unknown, bound: number): boolean {
  return Number.isInteger(value) && (value as number) >= -bound && (value as number) < bound;
}
