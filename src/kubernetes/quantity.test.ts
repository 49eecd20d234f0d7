import fc from 'fast-check';
import { quantityOf } from './quantity';

describe('quantities', () => {
  // k8s.io/apimachinery/pkg/api/resource, ParseQuantity
  test.each([
    ['0', 0],
    ['1', 1],
    ['+1', 1],
    ['-1.5', -1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['100m', 0.1],
    ['250u', 0.00025],
    ['1k', 1000],
    ['1Ki', 1024],
    ['64Mi', 67108864],
    ['1.5Gi', 1610612736],
    ['1M', 1e6],
    ['2E', 2e18],
    ['1Ei', 2 ** 60],
    ['1e3', 1000],
    ['1E3', 1000],
    ['12e-1', 1.2],
    ['1e+2', 100],
  ])('%s is %d', (text, expected) => {
    expect(quantityOf(text)).toBeCloseTo(expected, 12);
  });

  test.each([
    '',
    ' ',
    '1 Gi',
    '1K',
    '1ki',
    '1mi',
    '1MB',
    '64 MB',
    '1e',
    '1e3Mi',
    '1.2.3',
    '0x10',
    '1_000',
    '--1',
    'one',
    '１',
  ])('%j is not a quantity', (text) => {
    expect(quantityOf(text)).toBeUndefined();
  });

  test.each([undefined, null, true, {}, [], Number.NaN, Number.POSITIVE_INFINITY])('%p is not a quantity', (value) => {
    expect(quantityOf(value)).toBeUndefined();
  });

  test('a number is unchanged', () => {
    expect(quantityOf(67108864)).toBe(67108864);
    expect(quantityOf(0)).toBe(0);
  });

  test('suffixes multiply by their factor, at any size', () => {
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(quantityOf(`${count}Mi`)).toBe(quantityOf(`${count * 1024}Ki`));
        expect(quantityOf(`${count}k`)).toBe(count * 1000);
        expect(quantityOf(`${count}`)).toBe(count);
      }),
    );
  });
});
