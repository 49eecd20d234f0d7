import { parseEvents } from 'js-yaml';
import { missingSpaces } from './missing-spaces';
import { readYaml } from './read';

/** Texts that js-yaml, which keeps to YAML 1.2, refuses. Expected: k8s.io/apimachinery/pkg/util/yaml, NewYAMLOrJSONDecoder. */
const RAGGED: [what: string, text: string, expected: unknown][] = [
  ['a brace in the column of its key', 'data: {\n  k: v\n}\nb: 1\n', { data: { k: 'v' }, b: 1 }],
  ['a bracket in the column of its key', 'a:\n  b: [\n    "--x"\n  ]\n  c: 1\n', { a: { b: ['--x'], c: 1 } }],
  ['brackets left of all keys', 'a:\n  b:\n    c: [x\ny, {z: 1\n}\n]\n', { a: { b: { c: ['x y', { z: 1 }] } } }],
  ['a bracket below a dash', 'a:\n- [b,\nc]\n- d\n', { a: [['b', 'c'], 'd'] }],
  ['brackets around an indented document', '# c\n  {a: 1,\nb: 2\n}\n', { a: 1, b: 2 }],
  ['single quotes', "a:\n  b: 'first\n  second'\nc: 1\n", { a: { b: 'first second' }, c: 1 }],
  ['double quotes', 'a:\n  - b:\n      c: ["\n    echo\n  "]\n', { a: [{ b: { c: [' echo '] } }] }],
  ['quotes with what looks like a field', 'a:\n  b: "c\nd: e"\nf: 1\n', { a: { b: 'c d: e' }, f: 1 }],
  ['quotes with escaped and empty lines', 'a:\n  b: "one\\\n two\n\nthree"\n', { a: { b: 'onetwo\nthree' } }],
  ['quotes with brackets and comments', "a: ['[ # b\n{',\n'c']\n", { a: ['[ # b {', 'c'] }],
  ['quotes behind a tag and an anchor', 'a: !!str &x "b\nc"\nd: *x\n', { a: 'b c', d: 'b c' }],
  ['brackets behind an anchor', 'a: &x\n  {b: 1\n}\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
  ['brackets behind a question mark', '? a\n: [b,\nc]\n', { a: ['b', 'c'] }],
  ['a merge key in brackets', 'a: &a {b: 1}\nc: {<<: *a,\nd: 2\n}\n', { a: { b: 1 }, c: { b: 1, d: 2 } }],
  ['line ends of Windows', 'b: {\r\n c: "d\r\n e"\r\n}\r\n', { b: { c: 'd e' } }],
  ['tabs around brackets', 'a:\t[\tb\t]\nc: {\n\t"d"\t: "1"\n\t}\n', { a: ['b'], c: { d: '1' } }],
  ['comments that touch', 'a: "b"#c\nd: [#e\n  f,#g\nh]#i\nj: |#k\n  l\n', { a: 'b', d: ['f', 'h'], j: 'l\n' }],
  ['a block of text below its key', 'a:\n  b:\n  |\n   c\n  d: 1\n', { a: { b: 'c\n', d: 1 } }],
  ['a dash alone', 'a: [tar, xf, -]\nb: {c: -}\n', { a: ['tar', 'xf', '-'], b: { c: '-' } }],
  [
    'blocks of text in between',
    'a: |2\n    [ "\n   }\nb: [\n]\nc: >-\n  {\n\n  "\nd: "\n"\n',
    { a: '  [ "\n }\n', b: [], c: '{\n"', d: ' ' },
  ],
  [
    'braces of a workflow',
    "a:\n  b: '{{inputs.parameters.x}}\n  {{workflow.name}}'\n",
    { a: { b: '{{inputs.parameters.x}} {{workflow.name}}' } },
  ],
];

describe('what the API client reads', () => {
  test.each(RAGGED)('%s', (_, text, expected) => {
    expect(() => parseEvents(text, {})).toThrow();
    const { documents, problems } = readYaml(text);
    expect(problems).toEqual([]);
    expect(documents.map(({ value }) => value)).toEqual([expected]);
  });

  test.each(RAGGED)('%s, among other documents', (_, text, expected) => {
    const { documents, problems } = readYaml(`x: 1\n---\n${text}---\nz: "\n"\n`);
    expect(problems).toEqual([]);
    expect(documents.map(({ value }) => value)).toEqual([{ x: 1 }, expected, { z: ' ' }]);
  });

  test('positions are those of the text', () => {
    const text = ['# a', 'a:', '  b: [', 'x, {c: 1,', '\td: "', 'e"}', ']#f', '  g: "', 'h"', 'i: 1'].join('\n');
    const [document] = readYaml(`z: 1\n---\n${text}`).documents.slice(1);
    const positions = ['/a/b/0', '/a/b/1', '/a/b/1/c', '/a/b/1/d', '/a/g', '/i'].map((pointer) => {
      const { line = 0, column = 0 } = document?.positionOf(pointer) ?? {};
      return `${line}:${column}`;
    });
    expect(positions).toEqual(['6:1', '6:4', '6:5', '7:2', '10:3', '12:1']);
  });

  test('an error elsewhere is the one that is told, at its place', () => {
    const { documents, problems } = readYaml('a: {\n  b: 1\n}\nc: "\n"\nd: e: f\n');
    expect(documents).toEqual([]);
    expect(problems).toEqual([{ message: 'bad indentation of a mapping entry', line: 6, column: 5 }]);
  });

  test.each([
    ['too many spaces would be needed', `${' '.repeat(100_000)}a: [\n${'1,\n'.repeat(1000)}]\n`],
    ['a field left of its siblings behind brackets', 'a:\n  b: {\n}\n c: 1\n'],
    ['a list left of its items', 'a:\n  - {b: 1,\nc: 2}\n- d\n'],
    ['brackets instead of a key', 'a:\n[b]\n'],
    ['quotes instead of a key', 'a:\n"b"\n'],
    ['a key of several lines', 'a: {b: c\n}: d\n'],
    ['a quoted key of several lines', '- a\n- "b\nc": d\n'],
    ['the end of a document in quotes', "a: 'b\n...\nc'\n"],
    ['the end of a document in brackets', 'a: [b,\n...\n]\n'],
    ['a directive in brackets', 'a: {b: 1,\n%x: 2}\n'],
    ['a tab before the rest of a text', 'a: [b\n\t]\nc: 1\n'],
    ['a bracket too many', 'a: [b\n]]\n'],
  ])('what it refuses stays refused: %s', (_, text) => {
    const { documents, problems } = readYaml(text);
    expect(documents).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

test('spaces are added only where they are missing', () => {
  expect(missingSpaces('a:\n  b: [\n    c,\n   d,\n  e,\n\n f\n]\n')).toEqual([
    { offset: 23, length: 0, insertion: ' ' },
    { offset: 29, length: 0, insertion: '  ' },
    { offset: 32, length: 0, insertion: '   ' },
  ]);
});

test('the time grows with the text, not faster', () => {
  const make = (count: number) => `a:\n${'- k: {\n a: "x\ny"#c\n }\n'.repeat(count)}`;
  const timeOf = (count: number) => {
    const text = make(count);
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      expect(readYaml(text).documents[0]?.value.a).toHaveLength(count);
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  timeOf(1000);
  expect(timeOf(16_000)).toBeLessThan(timeOf(2000) * 30);
});
