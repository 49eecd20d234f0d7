import fc from 'fast-check';
import { escapeSegment } from '../json/pointer';
import { MAX_DEPTH } from './events';
import { readYaml, type YamlText } from './read';

/** The one document of a text that has no problem. */
function only(text: string): any {
  const { documents, problems } = readYaml(text);
  expect(problems).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]?.value;
}

function problemOf(text: string): string {
  const { documents, problems } = readYaml(text);
  expect(documents).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0]?.message ?? '';
}

const values = (text: string) => readYaml(text).documents.map(({ value }) => value);
const position = (text: string, pointer: string, index = 0) => {
  const { line, column } = readYaml(text).documents[index]?.positionOf(pointer) ?? { line: 0, column: 0 };
  return `${line}:${column}`;
};

// expected: sigs.k8s.io/yaml v1.6.0, YAMLToJSON
describe('scalars are read as the API client reads them', () => {
  const words = (value: unknown, ...list: string[]): [string, unknown][] => list.map((word) => [word, value]);
  test.each<[string, unknown]>([
    ...words(true, 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'),
    ...words(false, 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'),
    ...words(null, '~', 'null', 'Null', 'NULL', ''),
    ...['yEs', 'tRUE', 'oN', 'nULL', 'yes1', '"yes"', "'true'"].map((word): [string, unknown] => [
      word,
      word.replace(/["']/g, ''),
    ]),
    ['0', 0],
    ['-7', -7],
    ['+7', 7],
    ['010', 8],
    ['0o10', 8],
    ['0755', 493],
    ['-010', -8],
    ['07', 7],
    ['08', 8],
    ['0x1F', 31],
    ['0X1f', 31],
    ['-0x10', -16],
    ['0b101', 5],
    ['-0b101', -5],
    ['1_000', 1000],
    ['0x_F', 15],
    ['0b1_0', 2],
    ['1e3', 1000],
    ['1.5e-3', 0.0015],
    ['.5', 0.5],
    ['5.', 5],
    ['1_0.5', 10.5],
    ['18446744073709551616', 2 ** 64],
    ['0777777777777777777777777', 7.777777777777778e23],
    ...[
      '0o8',
      '0xG',
      '0b2',
      '1e',
      '1.2.3',
      '1:20',
      '190:20:30',
      '100m',
      '1Gi',
      '_1',
      '._5',
      '.',
      '1e400',
      '0xFFFFFFFFFFFFFFFFFF',
      '2001-12-14',
      '2001-12-14T21:59:43Z',
      'infinity',
      '=',
    ].map((word): [string, unknown] => [word, word]),
    ['.0_7', 0.07],
    ['.5_', '.5_'],
    ['0b+11', 3],
    ['0b-11', -3],
    ['-0b+11', '-0b+11'],
    ['!!str 1', '1'],
    ['!!str yes', 'yes'],
    ['!!int "1"', 1],
  ])('%s', (word, expected) => {
    expect(only(`a: ${word}\n`)).toEqual({ a: expected });
  });

  test('keys too: a key that is a word or a number becomes what it means, as text', () => {
    expect(only('on: 1\n')).toEqual({ true: 1 });
    expect(only('"on": 1\n')).toEqual({ on: 1 });
    expect(only('010: a\n0x10: b\n1.0: c\n')).toEqual({ 8: 'a', 16: 'b', 1: 'c' });
  });

  test('blocks, folds and quotes', () => {
    expect(only("a: |\n  x\n  y\nb: >-\n  x\n  y\nc: \"x\\ny\\u00e9\"\nd: 'it''s'\n")).toEqual({
      a: 'x\ny\n',
      b: 'x y',
      c: 'x\nyé',
      d: "it's",
    });
  });
});

describe('maps', () => {
  test.each(['a: 1\na: 2\n', '{"a": 1, "a": 2}', '1: x\n"1": y\n', 'on: x\ntrue: y\n'])(
    'a key that stands twice is a problem: %j',
    (text) => {
      expect(problemOf(text)).toContain('duplicated mapping key');
    },
  );

  test('merge keys give what is not set, the first of a list before the next', () => {
    expect(only('x: &x {a: 1, b: 2}\nz: {<<: *x, b: 3}\n').z).toEqual({ a: 1, b: 3 });
    expect(only('x: &x {a: 1}\nw: &w {a: 2, c: 3}\nz:\n  <<: [*x, *w]\n').z).toEqual({ a: 1, c: 3 });
    expect(only('"<<": {a: 1}\n')).toEqual({ '<<': { a: 1 } });
    expect(only('x: &x {a: 1}\nz: {b: 1, <<: *x}\n').z).toEqual({ a: 1, b: 1 });
  });

  // The API client uses the last value here, other readers the explicit one.
  test.each([
    ['a: 1\n<<: {a: 2}\n', 2],
    ['x: &x {privileged: true}\nz:\n  privileged: false\n  <<: *x\n', 4],
    ['<<: {a: 1}\n<<: {a: 2}\n', 2],
    ['x: &x {a: 1}\nw: &w {<<: *x}\nz: {a: 0, <<: [*w]}\n', 3],
    ['<<: {on: 1}\n<<: {true: 2}\n', 2],
    ['a: 1\n!!merge <<: {a: 2}\n', 2],
  ])('a merge that overrides what stands before it is a problem: %j', (text, line) => {
    const { documents, problems } = readYaml(text);
    expect(documents).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ line, message: expect.stringContaining('put it first') })]);
  });

  test('__proto__ and constructor are keys like others', () => {
    const value = only('__proto__: {polluted: true}\nconstructor: {a: 1}\n');
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as any).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    const merged = only('x: &x {__proto__: {polluted: true}}\nz: {<<: *x}\n').z;
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect(merged.polluted).toBeUndefined();
  });

  test.each(['? [a]\n: b\n', '? {a: 1}\n: b\n'])('a key that is no scalar is a problem: %j', (text) => {
    problemOf(text);
  });
});

describe('what cannot be trusted is a problem', () => {
  test.each([
    ['a tab for indentation', 'a:\n\tb: 1\n'],
    ['a tab below the last field', 'a: "b"\n\t'],
    ['a tab below a text', 'a: b\n\t'],
    ['a tab before a comment', 'a:\n  - "b"\n\t# c\n'],
    ['a tab behind a dash', '-\ta\n'],
    ['a tab behind a block of text', 'a: |\n  b\n\t'],
    ['a key with its colon, for some readers', '{a:, b}'],
    ['a key with its colon before a brace, for some readers', 'a: {b:{c: 1}}'],
    ['an item with its colon, for some readers', '[1:]'],
    ['a question mark without a space, which opens a key for some readers', 'spec: {?hostNetwork: true}'],
    ['an infinite number', 'a: .inf'],
    ['a number as a key that some readers write differently', '1e21: a'],
    ['a whole number as a key that is too long to be exact', '9007199254740993: a'],
    ['minus zero as a key', '-.0: a'],
    ['an anchor that ends earlier for some readers', 'a: &a?b\n'],
    ['the tag of a collection on nothing', 'a: !!map\n'],
    ['an indented separator', '# c\n ---\na: 1\n'],
    ['a comment that touches the separator', '---#c\nb: 1\n'],
    ['a lone carriage return', 'a: |\r\r\n  b\n'],
    ['spaces at the end that a block scalar keeps for some readers', 'a: |+\n  b\n  '],
    ['an alias to nothing', 'a: *b\n'],
    ['an unknown tag', 'a: !!python/object:os.system x\n'],
    ['a tag of bytes', 'a: !!binary aGk=\n'],
    ['two values', '{"a":1}}'],
    ['an open bracket', 'a: [1, 2\n'],
    ['an open quote', 'a: "b\n'],
    ['a second document without a separator', 'a: 1\n...\nb: 2\n'],
    ['a control character in quotes', 'a: "\u007f"\n'],
    ['a control character in a comment', 'a: b # \u009b\n'],
    ['what is no character', "a: '\ufffe'\n"],
    ['a whole number as a key that is written as a fraction', '1e1_0: a\n'],
    ['a whole number as a key that is rounded to 32 bits', '16777217.0: a\n'],
    ['a block of text that starts with a tab', 'a: |\n  \tb\n'],
    ['a key that is too long to find its colon', `${'k'.repeat(1025)}: a\n`],
    ['a long key with an anchor', `&${'a'.repeat(600)} ${'k'.repeat(600)}: a\n`],
    ['a long key behind a question mark of another line', `a: b ?\n${'k'.repeat(1025)}: a\n`],
    ['a quoted key that is too long with its quotes', `a: {"${'k'.repeat(1023)}": b}\n`],
    ['a brace that shows when a space goes that YAML does not know', '\u3000{kind}: Pod\n'],
    ['a line end in JSON behind a byte order mark', '\uFEFF{"a":"b\u2028  c"}\n'],
  ])('%s', (_, text) => {
    problemOf(text);
  });

  test.each([
    ['a block of text that starts with a tab', 'a: >-\n\n  \tb\n'],
    ['a tab below the last field', 'a: "b"\n\t\n'],
    ['a colon before a brace', 'a: {b:[c]}\n'],
    ['an empty line that some readers leave out', 'a: "b\\\n\n  c"\n'],
    ['a key that is too long to find its colon', `${'k'.repeat(1025)}: a\n`],
    ['a control character', 'a: "\u007f"\n'],
  ])('%s, among documents that are read at once', (_, text) => {
    const { documents, problems } = readYaml(`a: 1\n---\n${text}---\nb: 2\n`);
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }]);
    expect(problems).toHaveLength(1);
  });

  // line ends for the API client, ordinary characters for readers of YAML 1.2
  test.each(['\u0085', '\u2028', '\u2029'])('a field behind a comment that ends with %j', (end) => {
    expect(problemOf(`a: 1 # harmless${end}privileged: true\n`)).toMatch(/U\+(0085|2028|2029)/);
    expect(problemOf(`# harmless${end}privileged: true\n`)).toMatch(/U\+(0085|2028|2029)/);
    expect(readYaml(`# harmless${end}privileged: true\n---\na: 1\n---\nb: 2\n`).problems).toHaveLength(1);
    expect(only(JSON.stringify({ a: end }))).toEqual({ a: end });
    expect(only('a: "\\u2028\\N"\n')).toEqual({ a: '\u2028\u0085' });
  });

  test('a byte order mark inside', () => {
    expect(readYaml('a: 1\n---\n\uFEFFb: 2\n').problems).toHaveLength(1);
    expect(readYaml('a: 1\n\uFEFFb: 2\n').problems).toHaveLength(1);
    expect(only('{"a":"x\uFEFF"}\n')).toEqual({ a: 'x\uFEFF' });
    expect(only('a: "x\\uFEFF"\n')).toEqual({ a: 'x\uFEFF' });
    // kubectl v1.37 reads the last comment as a field: the mark is the last character of Go's first buffer
    const hidden = ['kind: Pod', 'spec:', ` # ${'x'.repeat(492)}\uFEFF`, '#hostNetwork: true', ' containers: []', ''];
    expect(problemOf(hidden.join('\n'))).toBe(
      'a byte order mark is inside the text; remove it, or write "\\uFEFF" in double quotes',
    );
  });

  test('an alias bomb', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${Array(9).fill(`*a${level - 1}`)}]`,
    );
    expect(problemOf(`${levels.join('\n')}\n`)).toContain('aliases');
  });

  test('aliases that stand for too many values', () => {
    const list = `a: &a [${Array(1000).fill(1)}]\n`;
    expect(problemOf(`${list}b: [${Array(1000).fill('*a')}]\n`)).toContain('aliases expand to more than 400000 values');
    const map = `a: &a {${Array.from({ length: 1000 }, (_, index) => `k${index}: 1`)}}\n`;
    expect(problemOf(`${map}b: [${Array(1000).fill('{<<: *a}')}]\n`)).toContain('write the fields where they belong');
  });

  test('an alias inside its own anchor', () => {
    problemOf('a: &a\n  b: *a\n');
    problemOf('&a [*a]\n');
  });

  test('nesting without end, in either notation', () => {
    problemOf('['.repeat(10_000));
    problemOf(`a: ${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}\n`);
    problemOf(Array.from({ length: MAX_DEPTH + 2 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'));
    only(`a: ${'['.repeat(MAX_DEPTH - 10)}${']'.repeat(MAX_DEPTH - 10)}\n`);
  });

  test.each([
    ['name: {{ .Values.name }}\n', '1:7'],
    ['a: 1\nname: {{ .Values.name }}\n', '2:7'],
    ['{{- if .Values.on }}\na: 1\n{{- end }}\n', '1:3'],
    ['a:\n  {{ if .Values.on }}\n  b: 1\n  {{ end }}\n', '3:3'],
    ['a:\n  b: 1\n{{ include "x" . | indent 2 }}\nc: 1\n', '3:31'],
    ['a: x-{{ .Release.Name }}: {{ .Chart.Name }}\n', '1:25'],
    ['a: {{ required "x" .Values.y | quote }}\n', '1:4'],
  ])('a template, which says what to do: %j', (text, expected) => {
    const [problem] = readYaml(text).problems;
    expect(problem?.message).toContain('; this looks like a template: render it first, for example helm template .');
    expect(`${problem?.line}:${problem?.column}`).toBe(expected);
  });

  // Argo Workflows, Tekton and Alertmanager have braces of their own.
  test.each([
    ['args: ["{{inputs.parameters.x}}"]\nb: c: d\n', 'bad indentation of a mapping entry'],
    ['a: "{{x}}"\na: "{{x}}"\n', 'duplicated mapping key; remove one of the two'],
    ["a: '{{workflow.parameters.x}}' b\n", 'bad indentation of a mapping entry'],
    ['a: |\n  {{- range .Alerts }}\n  {{ end }}\nb: c: d\n', 'bad indentation of a mapping entry'],
    [
      'a: |\n  {{ .Values.x }}\nb: 1\n...\nc: 1\n',
      'a second document starts without "---"; put that line between them',
    ],
    ['# {{ .Values.x }}\nb: c: d\n', 'bad indentation of a mapping entry'],
    [
      'a: [{{inputs.parameters.x}}]\n',
      'object-based map does not support complex keys; put a value with "{{" in quotes, or render the file first if it is a template',
    ],
    [
      'a: {{x}}-b\n',
      'bad indentation of a mapping entry; put a value with "{{" in quotes, or render the file first if it is a template',
    ],
  ])('other errors are named also where there are braces: %j', (text, expected) => {
    expect(problemOf(text)).toBe(expected);
  });

  test.each([
    ['{"a":1}\n{"b":2}\n', 'put "---" on a line before it'],
    ['  a: 1\nb: 2\n', 'indent it like the lines above'],
    ['a: "b\n...\nc"\n', 'indent this line further than its key'],
    ['a:\n\tb: 1\n', 'use spaces'],
    [`a: "it\\'s"\n`, 'no backslash before a single quote'],
    ['a: !x b\n', 'remove the tag'],
    ['a: [b c, "d" e]\n', 'put a comma between the items'],
    ['%YAML 1.1\na: 1\n', 'remove the lines that start with "%"'],
    [`x: &x {a: 1}\ny: {<<: [${Array(101).fill('*x')}]}\n`, 'write the fields where they belong'],
    ['? [a]\n: b\n', 'stands where a key must be'],
    ['a: "b\\\n\n  c"\n', 'write "\\n" for a line end'],
  ])('it says how to write it: %j', (text, expected) => {
    expect(problemOf(text)).toContain(expected);
  });
});

// expected: k8s.io/apimachinery/pkg/util/yaml, NewYAMLOrJSONDecoder
test.each<[string, string, unknown]>([
  ['a key of 1,024 characters', `${'\u{1f600}'.repeat(1024)}: a\n`, { ['\u{1f600}'.repeat(1024)]: 'a' }],
  ['a longer key behind a question mark', `? ${'k'.repeat(1025)}\n: a\n`, { ['k'.repeat(1025)]: 'a' }],
  ['a longer key in JSON', `{"${'k'.repeat(1025)}":"a"}\n`, { ['k'.repeat(1025)]: 'a' }],
  ['a control character in JSON', '{"a":"\u007f"}\n', { a: '\u007f' }],
  ['a tab in a block of text that gives its indentation', 'a: |2\n  \tb\n', { a: '\tb\n' }],
  ['a tab in a block of text', 'a: |\n  b\n  \tc\n', { a: 'b\n\tc\n' }],
  ['a tab before a brace, at the start', '\t{a: 1}\n', { a: 1 }],
  ['a tab on an empty line', 'a: b\n  \t\nc: "d"\n', { a: 'b', c: 'd' }],
  ['a tab in quotes', 'a: "b\n\tc"\n', { a: 'b c' }],
  ['a tab before a comment', 'a: "b"\t# c\n', { a: 'b' }],
  ['a question mark that opens no key', '?a: ?b\nc: [d]\n', { '?a': '?b', c: ['d'] }],
  [
    'a short number as a key',
    '1e3: a\n0777: b\n123456789012345: c\n',
    { '1000': 'a', '511': 'b', '123456789012345': 'c' },
  ],
])('%s is read', (_, text, expected) => {
  expect(only(text)).toEqual(expected);
});

test('merge keys and aliases may be many, and a document may have many values beside an alias', () => {
  const merges = only(`x: &x {a: 1, b: [2]}\nz:\n${'- <<: *x\n'.repeat(12_000)}`).z;
  expect(merges).toHaveLength(12_000);
  expect(merges[11_999]).toEqual({ a: 1, b: [2] });
  expect(merges[0].b).not.toBe(merges[1].b);
  expect(only(`a: &a 1\nb: [${Array(2000).fill('*a')}]\n`).b).toEqual(Array(2000).fill(1));
  expect(only(`a: &a 1\nb: *a\nc: [${Array(500_000).fill(0)}]\n`).c).toHaveLength(500_000);
});

test('aliases are copies: no two places are one object', () => {
  const { a, b } = only('a: &a {x: [1]}\nb: *a\n');
  expect(b).toEqual(a);
  expect(b).not.toBe(a);
  expect(b.x).not.toBe(a.x);
});

// expected: k8s.io/apimachinery/pkg/util/yaml, NewYAMLOrJSONDecoder
describe('documents', () => {
  test.each<[string, string, unknown[]]>([
    ['none in an empty text', '', []],
    ['none in comments and separators', '# a\n---\n# b\n---\n---\n', []],
    ['two', 'a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    [
      'a separator with a comment or white space',
      'a: 1\n--- # next\nb: 2\n---  \t\nc: 3\n',
      [{ a: 1 }, { b: 2 }, { c: 3 }],
    ],
    ['line ends of Windows', 'a: 1\r\n---\r\nb: |\r\n  x\r\n', [{ a: 1 }, { b: 'x\n' }]],
    ['a byte order mark', '\uFEFFa: 1\n', [{ a: 1 }]],
    ['three dashes inside a line, or indented', 'a: x---y\nb: |\n  ---\n', [{ a: 'x---y', b: '---\n' }]],
    ['JSON beside YAML', '{"a": 1}\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['JSON with tabs', '{\n\t"a": [\n\t\t1\n\t]\n}\n', [{ a: [1] }]],
    ['an end mark before a separator', 'a: 1\n...\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['null between two', 'a: 1\n---\nnull\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ])('%s', (_, text, expected) => {
    expect(readYaml(text).problems).toEqual([]);
    expect(values(text)).toEqual(expected);
  });

  test.each(['--- b: 2', '--- {b: 2}', '---b: 2', '----', '--- "x"'])(
    'content behind a separator is a problem: %s',
    (line) => {
      const { documents, problems } = readYaml(`a: 1\n${line}\n`);
      expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }]);
      expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining('"---"') })]);
    },
  );

  test('a broken one hides neither neighbour, and is found by its line', () => {
    const { documents, problems } = readYaml('a: 1\n---\nb: [\n---\nc: 3\n');
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBeGreaterThanOrEqual(2);
    expect(problems[0]?.line).toBeLessThanOrEqual(4);
  });

  test('a text that is too large is refused unread', () => {
    const text = { length: 2 ** 30 } as unknown as string;
    expect(readYaml(text).problems).toHaveLength(1);
  });
});

describe('positions', () => {
  const text = [
    '# a comment', // 1
    'kind: Pod', // 2
    'spec:', // 3
    '  containers:', // 4
    '    - name: web', // 5
    '      "image": x', // 6
    '    -', // 7
    '      name: db', // 8
    '  on: [1, {a: 2}]', // 9
    'a/b~c: 1', // 10
  ].join('\n');
  test.each([
    ['', '2:1'],
    ['/kind', '2:1'],
    ['/spec/containers', '4:3'],
    ['/spec/containers/0', '5:7'],
    ['/spec/containers/0/name', '5:7'],
    ['/spec/containers/0/image', '6:7'],
    ['/spec/containers/1', '8:7'],
    ['/spec/containers/1/name', '8:7'],
    ['/spec/true/0', '9:8'],
    ['/spec/true/1/a', '9:12'],
    ['/a~1b~0c', '10:1'],
    ['/spec/containers/0/securityContext/privileged', '5:7'],
    ['/spec/containers/7', '4:3'],
    ['/metadata/name', '2:1'],
  ])('%s is at %s', (pointer, expected) => {
    expect(position(text, pointer)).toBe(expected);
  });

  test('count on over documents and line ends of Windows', () => {
    expect(position('a: 1\r\n---\r\n\r\nb:\r\n  c: 2\r\n', '/b/c', 1)).toBe('5:3');
    expect(position('a: 1\n--- # x\n# y\nb: 2\n', '/b', 1)).toBe('4:1');
  });

  test('fields that a merge key or an alias gives are at the nearest parent', () => {
    const merged = 'x: &x\n  a: 1\nz:\n  <<: *x\n  b: 2\nw: *x\n';
    expect(position(merged, '/z/a')).toBe('3:1');
    expect(position(merged, '/z/b')).toBe('5:3');
    expect(position(merged, '/w/a')).toBe('6:1');
  });

  test('keys that are aliases do not shift what comes after them', () => {
    expect(only('a: &k b\n*k : {c: 1}\nd: 1\n')).toEqual({ a: 'b', b: { c: 1 }, d: 1 });
    expect(position('a: &k b\n*k : {c: 1}\nd: 1\n', '/d')).toBe('3:1');
  });
});

describe('for every input', () => {
  test('JSON is read as JSON reads it, and each of its fields has a position', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        fc.pre(value !== null);
        const json = JSON.stringify(value, null, indent);
        const { documents, problems } = readYaml(json);
        expect(problems).toEqual([]);
        expect(JSON.stringify(documents[0]?.value)).toBe(JSON.stringify(JSON.parse(json)));
        const lines = json.split('\n').length;
        for (const pointer of pointersOf(value)) {
          const { line, column } = documents[0]?.positionOf(pointer) ?? { line: 0, column: 0 };
          expect(line >= 1 && line <= lines && column >= 1).toBe(true);
        }
      }),
    );
  });

  test('a text gives an answer, and so does each question about it', () => {
    const bits = [
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '---\n',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '|',
      '&a ',
      '*a',
      '<<',
      '#',
      '\t',
      '!',
      '~',
      '? ',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...bits), fc.string()), { maxLength: 30 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.string()), (input, keys) => {
        const { documents, problems } = readYaml(input);
        const lines = input.split('\n').length;
        for (const { line, column, message } of problems) {
          expect(message).not.toBe('');
          expect(line >= 1 && line <= lines && column >= 1).toBe(true);
        }
        for (const document of documents) {
          JSON.stringify(document.value);
          for (const pointer of [
            '',
            ...pointersOf(document.value),
            keys.map((key) => `/${escapeSegment(key)}`).join(''),
          ]) {
            const { line, column } = document.positionOf(pointer);
            expect(line >= 1 && line <= lines && column >= 1).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function pointersOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pointersOf(item, `${path}/${escapeSegment(key)}`))];
}

/** Documents that are hard to read together. */
const AWKWARD = [
  'a: 1',
  '',
  '# nothing',
  'null',
  '~',
  'a: |\n  text\n   ',
  'a: >+\n  text\n\n',
  'a: &x {b: 1}\nc: *x',
  'base: &b {k: v}\nmine:\n  <<: *b',
  '<<: {a: 1}',
  '012: a',
  'a: "*x"',
  'on: off',
  '{"a": [1, 2]}',
  '- 1\n- 2',
  'a: b: c',
  'a: [',
  '  ---\na: 1',
  'a: 1\n...',
  '%YAML 1.2',
  'a: "{{ x }}"',
  "a: 'x\n  y'",
  'a: 1 # end',
  '\ta: 1',
  'a: 1\r\nb: 2',
  'a: 1\ra: 2',
  'a: 1\na: 2',
  '__proto__: {x: 1}\na: 1',
  '? a\n: b',
  '? [a]\n: b',
  '{a: b, c:}',
  '{a:, b: 1}',
  '{"a":1}',
  'a: {b:}',
  'a: ?b',
  '{?a: b}',
  'a: .inf',
  'a: -.INF',
  'a: .5',
  '.5: a',
  '-: a',
  '1_0: a',
  '"1": a',
  '~: 1\na: 1',
  'yes: 1\na: 1',
  '"on": 1\na: <<',
  '"<<": 1\na: 1',
  'a: !!str 1',
  'a: !!map {}',
  'a: !x 1',
  '!!str a: 1',
  '&k a: 1',
  'a: &x',
  'a: *y',
  'a: [{b: c}, [], {}, "", null]',
  'a:\n- b:\n    c: 0x1F\n- 1e3',
];

test('what stands in the other documents changes nothing in one', () => {
  const separators = ['\n---\n', '\n--- \n', '\n---\t# next\n', '\r\n---\r\n', '\n--- text\n', '\n---\n---\n'];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...AWKWARD), fc.constantFrom(...separators)), { minLength: 3, maxLength: 8 }),
      fc.boolean(),
      (parts, startsWithMark) => {
        const text =
          (startsWithMark ? '---\n' : '') + parts.map(([document, separator]) => document + separator).join('');
        const alone = readYaml(`${text}---\n{`); // a document that cannot be read: each is then read by itself
        const together = readYaml(text);
        const valuesOf = ({ documents }: YamlText) =>
          documents.map((document) => [document.value, document.positionOf('/a')]);
        expect(valuesOf(together)).toEqual(valuesOf(alone));
        expect(together.problems).toEqual(alone.problems.slice(0, -1));
      },
    ),
    { numRuns: 2000 },
  );
});
