import fc from 'fast-check';
import { gathered, JsonItems, joined, jsonPieces } from './pieces';

const value = fc.jsonValue({ maxDepth: 3 });

describe.each([0, 2])('JSON with an indent of %d', (indent) => {
  const written = (json: unknown) => joined(jsonPieces(json, indent));

  test('is what JSON.stringify writes, whether lists are written item by item or not', () => {
    fc.assert(
      fc.property(fc.array(value), value, (items, other) => {
        const made = (list: unknown) => ({ other, none: undefined, runs: [{ list, other }, other], list });
        const whole = JSON.stringify(made(items), null, indent);
        fc.pre(!/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(whole));
        expect(written(made(items))).toBe(whole);
        expect(written(made(new JsonItems(items)))).toBe(whole);
        expect(written(new JsonItems(items))).toBe(JSON.stringify(items, null, indent));
      }),
    );
  });

  test('escapes what a terminal would obey, in items too', () => {
    const odd = { 'a\u202e': ['\u009b\n'] };
    expect(written(odd)).not.toMatch(/[\u009b\u202e]/);
    expect(written({ list: new JsonItems([odd]) })).not.toMatch(/[\u009b\u202e]/);
    expect(JSON.parse(written({ list: new JsonItems([odd]) }))).toEqual({ list: [odd] });
  });
});

test('an item is made when it is written, and not before', () => {
  const made: number[] = [];
  const items = function* () {
    for (const item of [1, 2]) {
      made.push(item);
      yield item;
    }
  };
  const pieces = jsonPieces({ list: new JsonItems(items()) });
  let text = '';
  while (!text.includes('1')) text += pieces.next().value;
  expect(made).toEqual([1]);
});

test('gathered pieces are the same text in fewer parts', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 20 }), (pieces, size) => {
      const parts = [...gathered(pieces, size)];
      expect(joined(parts)).toBe(joined(pieces));
      for (const part of parts.slice(0, -1)) expect(part.length).toBeGreaterThanOrEqual(size);
    }),
  );
});
