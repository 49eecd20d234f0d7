import type { Scalar } from '../shape';
import { isScalar } from './scalars';

const RIGHT: { readonly [scalar in Scalar]: readonly unknown[] } = {
  any: [1, 'x', {}, []],
  bool: [true, false],
  bytes: ['', 'eA==', 'eHh4', 'eA\n==', [1, 2]],
  double: [1, 1.5, -1],
  duration: ['0', '1s', '1h30m', '-1.5s', '300ms', '10us', '.5m'],
  int32: [0, -1, 2147483647, -2147483648],
  int64: [0, 4294967296],
  intOrString: [80, 'http', '25%'],
  microtime: ['2026-01-31T12:00:00.000000Z'],
  quantity: ['500m', '1Gi', 1, 0.5, ' 1 '],
  string: ['', 'x'],
  time: ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00+01:00', '2026-01-31T12:00:00.5Z'],
};
const WRONG: { readonly [scalar in Scalar]: readonly unknown[] } = {
  any: [],
  bool: ['true', 1, 0],
  bytes: ['x', 'e===', 'eA=', 'é', 1, true],
  double: ['1', true],
  duration: ['', '1', '1 s', '1d', 's', '1s ', 60, null, {}],
  int32: [1.5, '1', 2147483648, Number.NaN],
  int64: [1.5, '1', 2 ** 63, Number.POSITIVE_INFINITY],
  intOrString: [1.5, true, 2147483648],
  microtime: ['now', 1],
  quantity: ['', '512MB', true, {}],
  string: [1, true, [], {}],
  time: ['2026-01-31', '2026-13-31T12:00:00Z', 'now', 1],
};

const SCALARS = Object.keys(RIGHT) as Scalar[];

test.each(SCALARS.flatMap((scalar) => RIGHT[scalar].map((value) => [scalar, value] as const)))(
  '%s: %j is right',
  (scalar, value) => expect(isScalar(value, scalar)).toBe(true),
);

test.each(SCALARS.flatMap((scalar) => WRONG[scalar].map((value) => [scalar, value] as const)))(
  '%s: %j is wrong',
  (scalar, value) => expect(isScalar(value, scalar)).toBe(false),
);

test('a long text in base64 is read', () => {
  expect(isScalar('A'.repeat(2 ** 24), 'bytes')).toBe(true);
});
