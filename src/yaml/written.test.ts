import { Yaml } from 'cdk8s';
import { readYaml } from './read';
import { writtenDocument } from './written';

const stringify = Yaml.stringify.bind(Yaml);
const written = (document: unknown) => writtenDocument(document, stringify);
const read = (text: string) => readYaml(text).documents.map(({ value }) => value);

test('a document that is read as it is has the bytes of cdk8s', () => {
  const document = {
    a: ['1', 'yes', ' b ', '\n c\n\n'],
    '- d': { e: -0, f: [] },
    '\u001b': { g: [[{ h: null }], {}] },
  };
  expect(written(document)).toBe(stringify(document));
});

test('another one has the layout of cdk8s, and quotes where a string is in doubt', () => {
  const document = {
    umask: '0o22',
    '<<': { a: 'yes', b: [{ c: 'd\n', e: [['f', '=']] }, 'g: h', []] },
    i: { '0b1': 1e21, j: ' k\nl', m: 'n\no', p: null, q: false },
    [`r${'s'.repeat(1023)}`]: 't',
    [`u${'v'.repeat(1023)}`]: { w: ['x'], z: 'y' },
  };
  expect(written(document)).toBe(
    `umask: "0o22"
"<<":
  a: "yes"
  b:
    - c: |
        d
      e:
        - - f
          - "="
    - "g: h"
    - []
i:
  "0b1": 1e+21
  j: " k\\nl"
  m: |-
    n
    o
  p: null
  q: false
? "r${'s'.repeat(1023)}"
: t
? "u${'v'.repeat(1023)}"
: w:
    - x
  z: "y"
`,
  );
  expect(read(written(document))).toEqual([document]);
});

test.each([
  ['a byte order mark at the start', { '\ufeffa': 'b' }],
  ['a brace behind a space that is none in YAML', { '\u3000{a': 'b' }],
  ['what JSON leaves as it is', { a: '\u007f\u0080\u0085\u009f\u2028\u2029\ufeff\ufffe\uffff' }],
  ['all control characters', { a: String.fromCharCode(...Array(32).keys()) }],
  ['two keys that are one number', { '0x1': 'a', '1': 'b', '0b1': 'c' }],
  ['a key of JavaScript', JSON.parse('{"__proto__": {"a": "0o1"}, "constructor": "0o1"}')],
])('%s is read as it is', (_, document) => {
  expect(read(written(document))).toEqual([document]);
});

test('what no file can hold is an error that names the object and the pointer', () => {
  const object = { kind: 'ConfigMap', metadata: { name: 'web' } };
  expect(() => written({ ...object, data: { 'a/b': ['c', '\ud83d'] } })).toThrow(
    'ConfigMap "web" /data/a~1b/1 holds half of a surrogate pair, which no file can hold; remove it',
  );
  expect(() => written({ ...object, data: { '\ude00\ud83d': '' } })).toThrow(
    'ConfigMap "web" /data/\ude00\ud83d holds',
  );
});

test('what is nested deeper than the reader goes is an error where it must be read', () => {
  const deep = (text: string) =>
    Array(120)
      .fill(0)
      .reduce((inner) => ({ a: inner }), text);
  expect(written(deep('b'))).toBe(stringify(deep('b')));
  expect(() => written({ kind: 'A', metadata: { name: 'b' }, spec: deep('0o1') })).toThrow(
    /^A "b" cannot be written as YAML: /,
  );
});
