import fc from 'fast-check';
import { exactQuantity, quantityOf, quantityText } from './quantity';

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

describe('exact quantities', () => {
  const NANO = 10n ** 9n;

  test.each<[unknown, bigint]>([
    ['0', 0n],
    ['+2', 2n * NANO],
    ['100m', NANO / 10n],
    ['0.1', NANO / 10n],
    [0.1, NANO / 10n],
    ['.5', NANO / 2n],
    ['-1.5', -3n * (NANO / 2n)],
    ['1n', 1n],
    ['1e-3', NANO / 1000n],
    ['1.5Gi', 1610612736n * NANO],
    ['8Ei', 2n ** 63n * NANO],
    ['9007199254740993', 9007199254740993n * NANO],
  ])('%s', (value, expected) => {
    expect(exactQuantity(value)).toBe(expected);
  });

  test('what is too fine is rounded up', () => {
    expect(exactQuantity('1e-12')).toBe(1n);
    expect(exactQuantity('0.0000000011')).toBe(2n);
  });

  test.each([undefined, null, '', '1MB', 'one', {}, '1e999999999'])('%p is none', (value) => {
    expect(exactQuantity(value)).toBeUndefined();
  });

  test.each([
    ['cpu', '1500m', '1500m'],
    ['cpu', '2000m', '2'],
    ['limits.cpu', '0.5', '500m'],
    ['cpu', '1500u', '1500u'],
    ['cpu', '1n', '1n'],
    ['memory', '102400Mi', '100Gi'],
    ['requests.memory', '1536Mi', '1536Mi'],
    ['limits.ephemeral-storage', '1048576', '1Mi'],
    ['requests.storage', '1024Gi', '1Ti'],
    ['memory', '128M', '128M'],
    ['memory', '1G', '1G'],
    ['memory', '0', '0'],
    ['memory', '1001', '1001'],
    ['hugepages-2Mi', '4096Ki', '4Mi'],
    ['pods', '1024', '1024'],
    ['requests.nvidia.com/gpu', '2', '2'],
  ])('%s of %s is written %s', (resource, value, expected) => {
    expect(quantityText(exactQuantity(value) ?? -1n, resource)).toBe(expected);
  });

  test('what is written means the same', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 70n }),
        fc.constantFrom('cpu', 'memory', 'pods'),
        (amount, resource) => {
          expect(exactQuantity(quantityText(amount, resource))).toBe(amount);
        },
      ),
    );
  });
});
