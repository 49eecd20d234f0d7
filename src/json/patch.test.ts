import fc from 'fast-check';
import { applyPatches, patchAway, patchTo } from './patch';
import { escapeSegment, valueAt } from './pointer';

describe('patches', () => {
  test('make the parents that are missing or null, and only those', () => {
    expect(patchTo({ spec: { a: null } }, '/spec/a/b/c', 1)).toEqual([
      { op: 'add', path: '/spec/a', value: {} },
      { op: 'add', path: '/spec/a/b', value: {} },
      { op: 'add', path: '/spec/a/b/c', value: 1 },
    ]);
    expect(patchTo({ spec: {} }, '/spec/a', 1)).toEqual([{ op: 'add', path: '/spec/a', value: 1 }]);
  });

  test('replace an item of a list, where adding would move the others', () => {
    const json = { list: ['a', 'b'] };
    expect(applyPatches(json, patchTo(json, '/list/0', 'c'))).toEqual({ list: ['c', 'b'] });
  });

  test('append if the index is a dash', () => {
    const json = { list: ['a'] };
    expect(applyPatches(json, patchTo(json, '/list/-', 'b'))).toEqual({ list: ['a', 'b'] });
  });

  test('put a field into an item of a list', () => {
    const json = { list: [{ name: 'a' }] };
    expect(applyPatches(json, patchTo(json, '/list/0/x/y', true))).toEqual({ list: [{ name: 'a', x: { y: true } }] });
  });

  test('leave the input as it is, and share nothing with it or with themselves', () => {
    const json = Object.freeze({ a: Object.freeze({ b: 1 }) });
    const value = { list: [1] };
    const first = applyPatches(json, patchTo(json, '/c', value));
    first.c.list.push(2);
    first.a.b = 3;
    expect(json).toEqual({ a: { b: 1 } });
    expect(value).toEqual({ list: [1] });
  });

  describe('that were computed independently', () => {
    test('keep what another patch added under the same new parent', () => {
      const json = {};
      const patches = [...patchTo(json, '/a/b', 1), ...patchTo(json, '/a/c', 2)];
      expect(applyPatches(json, patches)).toEqual({ a: { b: 1, c: 2 } });
    });

    test('append a name only once', () => {
      const json = { drop: ['KILL'] };
      const patches = [...patchTo(json, '/drop/-', 'ALL'), ...patchTo(json, '/drop/-', 'ALL')];
      expect(applyPatches(json, patches)).toEqual({ drop: ['KILL', 'ALL'] });
    });

    test('remove a value once, and do nothing if it is already gone', () => {
      expect(applyPatches({ a: 1, b: null }, [...patchAway('/a'), ...patchAway('/a'), ...patchAway('/b')])).toEqual({});
    });

    test('throw for a list that is shorter than the patch expects', () => {
      expect(() => applyPatches({ list: [] }, [{ op: 'replace', path: '/list/3', value: 1 }])).toThrow();
    });
  });

  test('an empty object does not replace an existing value, but replaces null', () => {
    expect(applyPatches({ a: { b: 1 } }, [{ op: 'add', path: '/a', value: {} }])).toEqual({ a: { b: 1 } });
    expect(applyPatches({ a: null }, [{ op: 'add', path: '/a', value: {} }])).toEqual({ a: {} });
  });

  test('keys with slashes and tildes are one key', () => {
    const pointer = '/metadata/annotations/example.com~1a~0b';
    expect(applyPatches({}, patchTo({}, pointer, 'x'))).toEqual({
      metadata: { annotations: { 'example.com/a~b': 'x' } },
    });
  });

  test('the value is there after the patch, for every object', () => {
    const key = fc.constantFrom('a', 'b', 'c/d', '~e');
    const json = fc.dictionary(key, fc.dictionary(key, fc.oneof(fc.constant(null), fc.dictionary(key, fc.integer()))));
    fc.assert(
      fc.property(json, fc.array(key, { minLength: 1, maxLength: 3 }), fc.jsonValue(), (object, keys, value) => {
        fc.pre(!(value !== null && typeof value === 'object' && Object.keys(value).length === 0));
        const pointer = keys.map((each) => `/${escapeSegment(each)}`).join('');
        const patched = applyPatches(object, patchTo(object, pointer, value));
        expect(JSON.stringify(valueAt(patched, pointer))).toBe(JSON.stringify(value));
        expect(valueAt(applyPatches(patched, patchAway(pointer)), pointer)).toBeUndefined();
      }),
    );
  });
});
