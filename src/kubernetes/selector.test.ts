import fc from 'fast-check';
import { selects } from './selector';

const labels = { app: 'web', tier: '' };
const where = (key: string, operator: string, values?: string[]) => ({ matchExpressions: [{ key, operator, values }] });

describe('label selectors', () => {
  test.each<[string, any, boolean]>([
    ['an absent selector selects nothing', undefined, false],
    ['null selects nothing', null, false],
    ['an empty selector selects everything', {}, true],
    ['empty parts select everything', { matchLabels: {}, matchExpressions: [] }, true],
    ['parts that are null select everything', { matchLabels: null, matchExpressions: null }, true],
    ['a label', { matchLabels: { app: 'web' } }, true],
    ['another value', { matchLabels: { app: 'Web' } }, false],
    ['an empty value is a value', { matchLabels: { tier: '' } }, true],
    ['an empty value is not absence', { matchLabels: { zone: '' } }, false],
    ['all labels, not one of them', { matchLabels: { app: 'web', tier: 'x' } }, false],
    ['an inherited name is not a label', { matchLabels: { constructor: 'x' } }, false],
    ['In', where('app', 'In', ['db', 'web']), true],
    ['In, another value', where('app', 'In', ['db']), false],
    ['In, an absent key', where('zone', 'In', ['']), false],
    ['NotIn', where('app', 'NotIn', ['db']), true],
    ['NotIn, that value', where('app', 'NotIn', ['web']), false],
    ['NotIn, an absent key', where('zone', 'NotIn', ['a']), true],
    ['Exists', where('tier', 'Exists'), true],
    ['Exists, an absent key', where('zone', 'Exists'), false],
    ['Exists, an inherited name', where('toString', 'Exists'), false],
    ['DoesNotExist', where('zone', 'DoesNotExist'), true],
    ['DoesNotExist, a present key', where('tier', 'DoesNotExist'), false],
    ['an unknown operator', where('app', 'in', ['web']), false],
    ['a label and an expression: both', { matchLabels: { app: 'web' }, ...where('tier', 'DoesNotExist') }, false],
  ])('%s', (_, selector, expected) => {
    expect(selects(selector, labels)).toBe(expected);
  });

  test('each operator is the opposite of another, for all labels', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const value = fc.constantFrom('', 'x', 'y');
    fc.assert(
      fc.property(fc.dictionary(key, value), key, fc.array(value, { minLength: 1 }), (some, name, values) => {
        expect(selects(where(name, 'In', values), some)).toBe(!selects(where(name, 'NotIn', values), some));
        expect(selects(where(name, 'Exists'), some)).toBe(!selects(where(name, 'DoesNotExist'), some));
        expect(selects({ matchLabels: some }, some)).toBe(true);
      }),
    );
  });
});
