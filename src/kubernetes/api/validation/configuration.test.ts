import { problemsOf } from '../../../../test/support/kubernetes';

const config = (kind: string, rest: any) => problemsOf({ apiVersion: 'v1', kind, metadata: { name: 'web' }, ...rest });
const encoded = (text: string) => Buffer.from(text).toString('base64');
const KEY = 'letters, digits, "-", "_" and ".", of at most 253 characters, and not start with ".."';

test.each([
  [{}, []],
  [{ data: { 'app.conf': '' }, binaryData: { logo: 'eA==' } }, []],
  [{ data: { 'a/b': '' } }, [`/data/a~1b: is "a/b"; must be ${KEY}`]],
  [{ data: { a: 1 } }, ['/data/a: is the number 1; must be a string']],
  [{ binaryData: { a: 'x' } }, ['/binaryData/a: is the string "x"; must be a string in base64']],
  [{ data: { a: '' }, binaryData: { a: '' } }, ['/data/a: is in binaryData too; must be in one of them']],
])('ConfigMap %j', (rest, expected) => {
  expect(config('ConfigMap', rest)).toEqual(expected);
});

test('a ConfigMap of more than 1 MiB', () => {
  const [text, bytes] = ['é'.repeat(524287), 'eHg='];
  expect(config('ConfigMap', { data: { a: text }, binaryData: { b: bytes } })).toEqual([]);
  expect(config('ConfigMap', { data: { a: text, c: 'x' }, binaryData: { b: bytes } })).toEqual([
    ': has 1048577 bytes; at most 1048576 are allowed',
  ]);
});

test.each([
  [{ stringData: { any: 'text' } }, []],
  [
    { type: 'kubernetes.io/tls', stringData: { 'tls.crt': '' } },
    ['/data/tls.key: is missing; must be set for the type "kubernetes.io/tls"'],
  ],
  [{ type: 'kubernetes.io/tls', stringData: { 'tls.crt': '', 'tls.key': '' } }, []],
  [{ type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': encoded('{}') } }, []],
  [
    { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': encoded('text') } },
    ['/data/.dockerconfigjson: must be a JSON object'],
  ],
  [
    { type: 'kubernetes.io/basic-auth' },
    ['/data: must have username or password for the type "kubernetes.io/basic-auth"'],
  ],
  [
    { type: 'kubernetes.io/service-account-token' },
    ['/metadata/annotations/kubernetes.io~1service-account.name: is missing; must be set'],
  ],
])('Secret %j', (rest, expected) => {
  expect(config('Secret', rest)).toEqual(expected);
});
