import { isQuantity, quantityValue } from './quantity';

// k8s.io/apimachinery/pkg/api/resource, ParseQuantity
test.each([
  ['0', 0],
  ['+1', 1],
  ['-1.5', -1.5],
  ['.5', 0.5],
  ['5.', 5],
  ['0.1', 0.1],
  ['100m', 0.1],
  ['250u', 0.00025],
  ['1k', 1000],
  ['1Ki', 1024],
  ['1.5Gi', 1610612736],
  ['1M', 1e6],
  ['1E', 1e18],
  ['1Ei', 2 ** 60],
  ['1e3', 1000],
  ['12E-1', 1.2],
  ['m', 0],
])('%s is %d', (text, value) => {
  expect(isQuantity(text)).toBe(true);
  expect(quantityValue(text)).toBe(value);
});

test.each(['', ' ', '512MB', '1K', '1ki', '1 Gi', '1.2.3', '--1', 'Gi1', '1e', 'one', '1m5'])(
  '"%s" is none',
  (text) => {
    expect(isQuantity(text)).toBe(false);
    expect(quantityValue(text)).toBeNaN();
  },
);

test('a number is a quantity', () => {
  expect(quantityValue(2)).toBe(2);
});
