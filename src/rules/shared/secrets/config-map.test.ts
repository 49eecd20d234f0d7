import { Manifest } from '../../../model/manifest';
import { configMapTexts, decoded } from './config-map';

const configMap = (rest: any) =>
  Manifest.fromJson({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, ...rest });
const base64 = (bytes: string | number[]) => Buffer.from(bytes as any).toString('base64');

test('both maps are read, with pointers that lead to the entries', () => {
  const found = configMapTexts(configMap({ data: { 'a/b~c': 'x' }, binaryData: { file: base64('größe') } }));
  expect(found).toEqual([
    { key: 'a/b~c', text: 'x', pointer: '/data/a~1b~0c' },
    { key: 'file', text: 'größe', pointer: '/binaryData/file' },
  ]);
});

test.each([{}, { data: null, binaryData: null }, { data: {}, binaryData: {} }])('%j has no text', (rest) => {
  expect(configMapTexts(configMap(rest))).toEqual([]);
});

test('null is an empty text', () => {
  expect(configMapTexts(configMap({ data: { a: null } }))).toEqual([{ key: 'a', text: '', pointer: '/data/a' }]);
});

test('values that are not text are left out', () => {
  expect(decoded(base64([0, 1, 2]))).toBeUndefined();
  expect(decoded(base64([0xff, 0xfe]))).toBeUndefined();
  expect(decoded(base64('ok'))).toBe('ok');
});
