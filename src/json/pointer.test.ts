import fc from 'fast-check';
import { escapeSegment, segmentsOf, valueAt } from './pointer';

describe('JSON Pointers', () => {
  // the examples of RFC 6901, section 5
  const document = {
    foo: ['bar', 'baz'],
    '': 0,
    'a/b': 1,
    'c%d': 2,
    'e^f': 3,
    'g|h': 4,
    'i\\j': 5,
    'k"l': 6,
    ' ': 7,
    'm~n': 8,
  };
  test.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('%j names what the standard says', (pointer, expected) => {
    expect(valueAt(document, pointer)).toEqual(expected);
  });

  test('~01 is ~1, not a slash', () => {
    expect(segmentsOf('/~01')).toEqual(['~1']);
    expect(escapeSegment('~1')).toBe('~01');
  });

  test.each(['/foo/2', '/foo/-', '/foo/0/length', '/missing/deeper', '/toString', '/__proto__', '/foo/length/x'])(
    '%s names nothing',
    (pointer) => {
      expect(valueAt(document, pointer)).toBeUndefined();
    },
  );

  test('a path ends at null, and a null at its end is there', () => {
    expect(valueAt({ a: null }, '/a')).toBeNull();
    expect(valueAt({ a: null }, '/a/b')).toBeUndefined();
  });

  test('a pointer that does not start with a slash is an error', () => {
    expect(() => segmentsOf('spec/containers')).toThrow('must be empty or start with "/"');
  });

  test('a written pointer is read back, for all keys', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.jsonValue(), (keys, leaf) => {
        const pointer = keys.map((key) => `/${escapeSegment(key)}`).join('');
        expect(segmentsOf(pointer)).toEqual(keys);
        const json = keys.reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), leaf);
        expect(valueAt(json, pointer)).toEqual(leaf);
      }),
    );
  });
});
