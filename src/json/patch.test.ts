import fc from 'fast-check';
import { applyOperation } from './fast-json-patch';
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

  test('one patch gives what the library gives, which has more checks', () => {
    const key = fc.constantFrom('a', 'b', '0', '-', '__proto__', 'constructor', 'prototype');
    const leaf = fc.oneof(fc.integer(), fc.constant(null), fc.constant('x'));
    const json = fc.dictionary(key, fc.oneof(leaf, fc.array(leaf), fc.dictionary(key, fc.oneof(leaf, fc.array(leaf)))));
    const value = fc.oneof(
      leaf,
      fc.constant(undefined),
      fc.constant({ deep: [undefined] }),
      fc.constant({ deep: [null] }),
    );
    const outcome = (apply: () => unknown) => {
      try {
        return JSON.stringify(apply());
      } catch {
        return 'refused';
      }
    };
    fc.assert(
      fc.property(
        json,
        fc.array(key, { maxLength: 3 }),
        fc.constantFrom('add', 'replace'),
        value,
        (object, keys, op, given) => {
          const patch = { op, path: keys.map((each) => `/${each}`).join(''), value: given };
          const list: unknown = valueAt(object, patch.path.slice(0, -'/-'.length));
          fc.pre(!(patch.path.endsWith('/-') && Array.isArray(list) && list.includes(given)));
          const before = JSON.stringify(object);
          const own = outcome(() => applyPatches(object, [patch]));
          expect(own).toBe(
            outcome(() => applyOperation(structuredClone(object), structuredClone(patch) as any, true).newDocument),
          );
          expect(JSON.stringify(object)).toBe(before);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
