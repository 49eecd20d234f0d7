import { copyOf } from './copy';

test('a copy is equal and shares nothing', () => {
  const json = { a: [{ b: 1 }, null, 'c', [true]], d: { e: null, f: {} }, g: 2.5 };
  const copy = copyOf(json);
  expect(copy).toEqual(json);
  copy.a[0].b = 2;
  copy.a[3].push(false);
  copy.d.f.h = 1;
  expect(json).toEqual({ a: [{ b: 1 }, null, 'c', [true]], d: { e: null, f: {} }, g: 2.5 });
});

test('a frozen value has a copy that can be changed', () => {
  const copy = copyOf(Object.freeze({ a: Object.freeze([1]) }));
  copy.a.push(2);
  expect(copy).toEqual({ a: [1, 2] });
});

test('a key "__proto__" stays a key', () => {
  const copy = copyOf(JSON.parse('{ "__proto__": { "a": { "b": 1 } } }'));
  expect(Object.keys(copy)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"a":{"b":1}}}');
});

test('what stands in two places becomes two values', () => {
  const shared = { a: 1 };
  const copy = copyOf([shared, shared]);
  copy[0].a = 2;
  expect(copy).toEqual([{ a: 2 }, { a: 1 }]);
});
