import { applyPatch, type Operation } from 'fast-json-patch';
import { readYaml } from '../read';
import { editYaml } from './edit';
import { Rewriting } from './rewriting';

type Patches = Operation[];

const add = (path: string, value: unknown): Operation => ({ op: 'add', path, value });
const put = (path: string, value: unknown): Operation => ({ op: 'replace', path, value });
const cut = (path: string): Operation => ({ op: 'remove', path });

/** Edits one document of a text by patches. */
function edit(text: string, patches: Patches, document = 0) {
  const before = readYaml(text).documents[document]?.value;
  const after = applyPatch(structuredClone(before), structuredClone(patches), true).newDocument;
  return editYaml(text, [{ document, pointer: '', before, after }]);
}

/** The text after some patches, which must all be made, and made once. */
function edited(text: string, patches: Patches, document = 0): string {
  const before = readYaml(text).documents.map(({ value }) => value);
  const outcome = edit(text, patches, document);
  expect(outcome.refused).toEqual([]);
  const after = readYaml(outcome.text);
  expect(after.problems).toEqual([]);
  const wanted = applyPatch(structuredClone(before[document]), structuredClone(patches), true).newDocument;
  expect(after.documents.map(({ value }) => value)).toEqual(Object.assign([...before], { [document]: wanted }));
  const again = editYaml(outcome.text, [{ document, pointer: '', before: before[document], after: wanted }]);
  expect(again).toEqual({ text: outcome.text, splices: [], refused: [] });
  return outcome.text;
}

const POD = `# what this is
apiVersion: v1   # the first
kind: Pod

spec:
  # the only one
  containers:
  - name: web # of the web
    image: 'nginx:1'   # quoted
    # at the end of the container
  # at the end of the list
  volumes: []
# at the end
`;

describe('blocks', () => {
  test.each<[what: string, text: string, patches: Patches, expected: string]>([
    ['a key is added behind the last', 'a: 1\nb:\n    c: 2\n', [add('/b/d', 3)], 'a: 1\nb:\n    c: 2\n    d: 3\n'],
    ['at the end without a newline', 'a: 1', [add('/b', 2)], 'a: 1\nb: 2'],
    [
      'with the line ends of Windows',
      'a:\r\n  b: 1\r\nc: 2\r\n',
      [add('/a/d', 3)],
      'a:\r\n  b: 1\r\n  d: 3\r\nc: 2\r\n',
    ],
    ['behind a comment, before those below', 'a: 1 # x\n# y\n', [add('/b', 2)], 'a: 1 # x\nb: 2\n# y\n'],
    ['behind trailing spaces', 'a: 1  \nc: {}\n', [add('/b', 2)], 'a: 1  \nc: {}\nb: 2\n'],
    ['behind a key without a value', 'a:\n  b:\nc: 1\n', [add('/a/d', 2)], 'a:\n  b:\n  d: 2\nc: 1\n'],
    [
      'behind a block scalar',
      'a:\n  b: |\n    x\n\n# y\nc: 1\n',
      [add('/a/d', 2)],
      'a:\n  b: |\n    x\n  d: 2\n\n# y\nc: 1\n',
    ],
    [
      'behind one that keeps its lines',
      'a:\n  b: |+\n    x\n\nc: 1\n',
      [add('/a/d', 2)],
      'a:\n  b: |+\n    x\n\n  d: 2\nc: 1\n',
    ],
    ['behind one that is not ended', 'a: |\n  x', [add('/b', 2)], 'a: |\n  x\nb: 2'],
    ['behind an empty one', 'a: |-\n\nb: 1\n', [add('/c', 2)], 'a: |-\n\nb: 1\nc: 2\n'],
    ['behind a text of several lines', 'a: x\n  y\nb: "x\n  y"\n', [add('/c', 2)], 'a: x\n  y\nb: "x\n  y"\nc: 2\n'],
    ['in an item', '- a: 1\n  # x\n- b: 2\n', [add('/0/c', 3)], '- a: 1\n  c: 3\n  # x\n- b: 2\n'],
    ['in an item of an item', '- - a: 1\n  - 2\n', [add('/0/0/b', 3)], '- - a: 1\n    b: 3\n  - 2\n'],
    [
      'in several levels at once',
      'a:\n  b:\n    c: 1',
      [add('/a/b/d', 2), add('/a/e', 3), add('/f', 4)],
      'a:\n  b:\n    c: 1\n    d: 2\n  e: 3\nf: 4',
    ],
    ['before an end mark', 'a: 1\n...\n', [add('/b', 2)], 'a: 1\nb: 2\n...\n'],
    ['behind a key with a question mark', '? a\n: 1\n', [add('/b', 2)], '? a\n: 1\nb: 2\n'],
    ['behind a quoted key', '"a": 1\n', [add('/b', 2)], '"a": 1\nb: 2\n'],
    [
      'with its parents, in the style of the siblings',
      'a:\n    b:\n    - 1\n',
      [add('/c', { d: { e: [1, { f: 2, g: 3 }] } })],
      'a:\n    b:\n    - 1\nc:\n    d:\n        e:\n        - 1\n        - f: 2\n          g: 3\n',
    ],
    ['and with lists that stand further in', 'a:\n  - 1\n', [add('/b', [[1], []])], 'a:\n  - 1\nb:\n  - - 1\n  - []\n'],

    ['nothing becomes a map', 'a: # x\nb: 1\n', [put('/a', { c: 2 })], 'a: # x\n  c: 2\nb: 1\n'],
    ['null becomes a map', 'a: null # x\nb: 1\n', [put('/a', { c: 2 })], 'a: # x\n  c: 2\nb: 1\n'],
    ['~ becomes a map', 'a: ~\n', [put('/a', { c: 2 })], 'a:\n  c: 2\n'],
    ['{} becomes a map', 'a: {} # x\n', [add('/a/c', 2)], 'a: # x\n  c: 2\n'],
    ['[] becomes a list', 'a: [] # x\nb:\n- 1\n', [add('/a/-', 2)], 'a: # x\n- 2\nb:\n- 1\n'],
    ['a map becomes empty', 'a: # x\n  b: 1 # y\n  # z\nc: 2\n', [cut('/a/b')], 'a: {} # x\n  # z\nc: 2\n'],
    ['a list becomes empty', 'a:\n- 1\n- 2\nc: 2\n', [put('/a', [])], 'a: []\nc: 2\n'],
    ['a map becomes a scalar', 'a: # x\n  b: 1\nc: 2\n', [put('/a', 'z')], 'a: z # x\nc: 2\n'],
    ['a scalar becomes a map', 'a: z # x\nc: 2\n', [put('/a', { b: 1 })], 'a: # x\n  b: 1\nc: 2\n'],
    ['all its keys are replaced', 'a:\n  b: 1\nc: 2\n', [put('/a', { d: 3 })], 'a:\n  d: 3\nc: 2\n'],
    ['a block scalar becomes a scalar', 'a: | # x\n  b\n  c\n\nd: 1\n', [put('/a', 'z')], 'a: z # x\n\nd: 1\n'],
    ['a block scalar becomes a map', 'a: |\n  b\nd: 1\n', [put('/a', { z: 1 })], 'a:\n  z: 1\nd: 1\n'],
    ['a scalar becomes several lines', 'a: b # x\nc: 1\n', [put('/a', 'x\ny\n')], 'a: | # x\n  x\n  y\nc: 1\n'],
    [
      'a text of several lines above a comment, which would become a part of it',
      'a:\n  - 1\n    # x\nb: 1\n',
      [put('/a', 'y\nz\n')],
      'a: "y\\nz\\n"\n    # x\nb: 1\n',
    ],
    ['an item becomes a map', '- a # x\n- b\n', [put('/0', { c: 1, d: 2 })], '- c: 1 # x\n  d: 2\n- b\n'],
    ['an empty item becomes a map', '-\n- b\n', [put('/0', { c: 1, d: 2 })], '- c: 1\n  d: 2\n- b\n'],
    ['an item becomes a scalar', '- a: 1\n  b: 2 # x\n- c\n', [put('/0', 'z')], '- z # x\n- c\n'],
    ['a scalar is replaced, and its comment stays', 'a: 1 # x\n', [put('/a', 2)], 'a: 2 # x\n'],
    ['double quotes stay', 'a: "x"\n', [put('/a', 'y')], 'a: "y"\n'],
    ['single quotes stay', "a: 'x'\n", [put('/a', "y'z")], "a: 'y''z'\n"],
    ['quotes go with the string', 'a: "1"\n', [put('/a', 1)], 'a: 1\n'],
    ['a text of several lines is replaced', 'a: x\n  y # z\nb: 1\n', [put('/a', 'w')], 'a: w # z\nb: 1\n'],
    ['a tag goes with its value', 'a: !!str 1\n', [put('/a', 2)], 'a: 2\n'],
    ['a value below its key', 'a:\n  # x\n  z\n', [put('/a', 'w')], 'a:\n  # x\n  w\n'],
    ['the whole text', '# x\na: 1\n', [put('', { b: [1] })], '# x\nb:\n  - 1\n'],

    ['a key goes with its comments', 'a: 1\n# of b\nb: 2 # too\n# of c\nc: 3\n', [cut('/b')], 'a: 1\n# of c\nc: 3\n'],
    ['a comment further up stays', 'a: 1\n# x\n\nb: 2\nc: 3\n', [cut('/b')], 'a: 1\n# x\n\nc: 3\n'],
    ['the first key', 'a:\n  # of b\n  b: 1\n  c: 2\n', [cut('/a/b')], 'a:\n  c: 2\n'],
    ['the first of all, without the head of the text', '# head\na: 1\nb: 2\n', [cut('/a')], '# head\nb: 2\n'],
    ['the first byte', 'a: 1\nb: 2\n', [cut('/a')], 'b: 2\n'],
    ['the last, without a newline', 'a: 1\nb: 2', [cut('/b')], 'a: 1'],
    ['a key with all below it', 'a: 1\nb:\n  c: 1\n  # d: 2\ne: 3\n', [cut('/b')], 'a: 1\ne: 3\n'],
    ['the first key of an item', '- a: 1 # x\n  b: 2\n', [cut('/0/a')], '- b: 2\n'],
    ['and a comment behind it stays', '- a: 1\n  # of b\n  b: 2\n', [cut('/0/a')], '-\n  # of b\n  b: 2\n'],
    [
      'neighbours',
      '- a: 1\n  b: 2\n  c: 3\n  d: 4\n  e: 5\n',
      [cut('/0/a'), cut('/0/b'), cut('/0/d')],
      '- c: 3\n  e: 5\n',
    ],
    [
      'the last is removed and another comes',
      'a:\n  b: 1\n  c: 2\nd: 3\n',
      [cut('/a/c'), add('/a/e', 4), cut('/d'), add('/f', 5)],
      'a:\n  b: 1\n  e: 4\nf: 5\n',
    ],
    [
      'the last is removed and the parent gets a key',
      'a:\n  b: 1\n  c:\n    d: 1\n    # x\n',
      [cut('/a/c'), add('/e', 4)],
      'a:\n  b: 1\ne: 4\n',
    ],

    ['an item is removed', 'a:\n# of 1\n- 1\n# of 2\n- 2 # x\n- 3\n', [cut('/a/1')], 'a:\n# of 1\n- 1\n- 3\n'],
    ['the first item', 'a:\n- b: 1\n  c: 2\n- d\n', [cut('/a/0')], 'a:\n- d\n'],
    ['the first item of an item', '- - 1\n  - 2\n', [cut('/0/0')], '- - 2\n'],
    [
      'an item is appended',
      'a:\n  - 1 # x\n  # y\nb: 2\n',
      [add('/a/-', { c: 1, d: 2 })],
      'a:\n  - 1 # x\n  - c: 1\n    d: 2\n  # y\nb: 2\n',
    ],
    ['an item is put first', 'a:\n- 1\n', [add('/a/0', { c: 1, d: 2 })], 'a:\n- c: 1\n  d: 2\n- 1\n'],
    ['an item is put between', 'a:\n- 1\n- 3\n', [add('/a/1', 2)], 'a:\n- 1\n- 2\n- 3\n'],
    [
      'named items are known again',
      '- name: a\n  v: 1 # a\n- name: b\n  v: 1 # b\n',
      [cut('/0'), put('/0/v', 2)],
      '- name: b\n  v: 2 # b\n',
    ],

    [
      'a pod',
      POD,
      [
        add('/spec/containers/0/securityContext', { privileged: false }),
        put('/spec/containers/0/image', 'nginx:2'),
        add('/spec/volumes/-', { name: 'x' }),
        add('/spec/hostNetwork', false),
      ],
      `# what this is
apiVersion: v1   # the first
kind: Pod

spec:
  # the only one
  containers:
  - name: web # of the web
    image: 'nginx:2'   # quoted
    securityContext:
      privileged: false
    # at the end of the container
  # at the end of the list
  volumes:
  - name: x
  hostNetwork: false
# at the end
`,
    ],
  ])('%s', (_, text, patches, expected) => {
    expect(edited(text, patches)).toBe(expected);
    const windows = (each: string) => each.replace(/\r?\n/g, '\r\n');
    if (text.includes('\n')) expect(edited(windows(text), patches)).toBe(windows(expected));
    expect(edited(`\uFEFF${text}`, patches)).toBe(`\uFEFF${expected}`);
  });
});

describe('flow collections', () => {
  test.each<[what: string, text: string, patches: Patches, expected: string]>([
    ['a key is added', 'a: {b: 1} # x\n', [add('/a/c', [1, { d: 'e' }])], 'a: {b: 1, c: [1, {d: e}]} # x\n'],
    ['with spaces inside', 'a: { b: 1 }\n', [add('/a/c', 2)], 'a: { b: 1, c: 2 }\n'],
    ['to a map in a map', 'a: {b: {}}\n', [add('/a/b/c', 2)], 'a: {b: {c: 2}}\n'],
    ['to a key without a value', 'a: {b, c: }\n', [put('/a/b', 1), put('/a/c', 2)], 'a: {b: 1, c: 2 }\n'],
    ['behind a comma', 'a: [1, 2,]\n', [add('/a/-', 3)], 'a: [1, 2, 3,]\n'],
    ['to several lines', 'a: {\n  b: 1 # x\n  }\n', [add('/a/c', 2)], 'a: {\n  b: 1, # x\n  c: 2\n  }\n'],
    ['to several lines with a last comma', 'a: [\n  1, # x\n ]\n', [add('/a/-', 2)], 'a: [\n  1, # x\n  2,\n ]\n'],
    ['first', 'a: [1]\n', [add('/a/0', 0)], 'a: [0, 1]\n'],
    ['between', 'a: [1, 3]\n', [add('/a/1', 2)], 'a: [1, 2, 3]\n'],
    ['between lines', 'a: [\n  1, # x\n  3\n  ]\n', [add('/a/1', 2)], 'a: [\n  1, # x\n  2,\n  3\n  ]\n'],
    ['a key is removed', 'a: {b: 1, c: 2, d: 3}\n', [cut('/a/c')], 'a: {b: 1, d: 3}\n'],
    ['the first', 'a: {b: 1, c: 2}\n', [cut('/a/b')], 'a: {c: 2}\n'],
    ['the last', 'a: {b: 1, c: 2}\n', [cut('/a/c')], 'a: {b: 1}\n'],
    ['the last, with a last comma', 'a: [1, 2, ]\n', [cut('/a/1')], 'a: [1, ]\n'],
    ['a line', 'a: {\n  b: 1, # x\n  c: 2, # y\n  d: 3\n  }\n', [cut('/a/c')], 'a: {\n  b: 1, # x\n  d: 3\n  }\n'],
    ['the last line', 'a: {\n  b: 1, # x\n  c: 2 # y\n  }\n', [cut('/a/c')], 'a: {\n  b: 1 # x\n  }\n'],
    ['all', 'a: {b: 1} # x\n', [cut('/a/b')], 'a: {} # x\n'],
    ['one goes, one comes', 'a: [1, 2]\n', [cut('/a/0'), add('/a/-', 3)], 'a: [2, 3]\n'],
    ['one key goes, one comes', 'a: {b: 1, c: 2}\n', [cut('/a/b'), add('/a/d', 3)], 'a: {c: 2, d: 3}\n'],
    ['a map becomes a scalar', 'a: {b: 1} # x\n', [put('/a', 'z')], 'a: z # x\n'],
    ['a string that commas would cut', 'a: [x]\n', [add('/a/-', 'y,z')], 'a: [x, "y,z"]\n'],

    [
      'JSON',
      '{"a": 1, "b": [true]}\n',
      [add('/c', { d: 'e' }), add('/b/-', 'f')],
      '{"a": 1, "b": [true, "f"], "c": {"d": "e"}}\n',
    ],
    [
      'JSON without spaces',
      '{"a":1,"b":{}}',
      [add('/c', { d: ['e', 1] }), add('/b/f', 'g')],
      '{"a":1,"b":{"f":"g"},"c":{"d":["e",1]}}',
    ],
    [
      'JSON with tabs',
      '{\n\t"a": {},\n\t"b": [\n\t\t1\n\t]\n}\n',
      [add('/a/c', { d: 'e' }), add('/b/-', []), add('/f', null)],
      '{\n\t"a": {\n\t\t"c": {\n\t\t\t"d": "e"\n\t\t}\n\t},\n\t"b": [\n\t\t1,\n\t\t[]\n\t],\n\t"f": null\n}\n',
    ],
    ['a line of JSON', '{\n  "a": 1,\n  "b": 2\n}', [cut('/b')], '{\n  "a": 1\n}'],
  ])('%s', (_, text, patches, expected) => {
    expect(edited(text, patches)).toBe(expected);
    const windows = (each: string) => each.replaceAll('\n', '\r\n');
    expect(edited(windows(text), patches)).toBe(windows(expected));
  });
});

describe('what is shared', () => {
  test.each<[what: string, text: string, patches: Patches, expected: string]>([
    [
      'changes in one place get a copy there',
      'a: &x {b: 1}\nc: *x # y\nd: *x\n',
      [put('/c/b', 2)],
      'a: &x {b: 1}\nc: # y\n  b: 2\nd: *x\n',
    ],
    ['changes of the source leave the others', 'a: &x {b: 1}\nc: *x\n', [put('/a/b', 2)], 'a: &x {b: 2}\nc:\n  b: 1\n'],
    [
      'changes in all places are made once',
      'a: &x {b: 1}\nc: *x\n',
      [put('/a/b', 2), put('/c/b', 2)],
      'a: &x {b: 2}\nc: *x\n',
    ],
    ['a scalar', 'a: &x 1\nc: [*x, *x]\n', [put('/a', 2), put('/c/1', 2)], 'a: &x 2\nc: [1, *x]\n'],
    ['a source that goes', 'a: &x 1\nb: *x\nc: *x\n', [cut('/a')], 'b: 1\nc: 1\n'],
    [
      'a source that becomes something else',
      'a: &x\n  b: 1\nc: *x\n',
      [put('/a', 'z'), put('/c', 'z')],
      'a: &x z\nc: *x\n',
    ],
    [
      'a merge is overridden',
      'a: &x {b: 1, c: 2}\nd:\n  <<: *x # y\n',
      [put('/d/b', 2)],
      'a: &x {b: 1, c: 2}\nd:\n  <<: *x # y\n  b: 2\n',
    ],
    [
      'a merge of which a key must go',
      'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  e: 3\n',
      [cut('/d/b')],
      'a: &x {b: 1, c: 2}\nd:\n  e: 3\n  c: 2\n',
    ],
    [
      'the source of a merge changes',
      'a: &x {b: 1}\nd:\n  <<: *x\n  e: 3\n',
      [put('/a/b', 2)],
      'a: &x {b: 2}\nd:\n  <<: *x\n  e: 3\n  b: 1\n',
    ],
    [
      'the source of a merge gets a key',
      'a: &x {b: 1}\nd:\n  <<: *x\n  e: 3\n',
      [add('/a/c', 2)],
      'a: &x {b: 1, c: 2}\nd:\n  e: 3\n  b: 1\n',
    ],
    [
      'the merge gets it too',
      'a: &x {b: 1}\nd: {<<: *x, e: 3}\n',
      [add('/a/c', 2), add('/d/c', 2)],
      'a: &x {b: 1, c: 2}\nd: {<<: *x, e: 3}\n',
    ],
    [
      'several merges',
      'a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}\n',
      [put('/e/d', 4)],
      'a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y], d: 4}\n',
    ],
    [
      'a merge of a mapping',
      'a:\n  <<:\n    b: 1\n    c: 2\n  d: 3\n',
      [put('/a/b', 2)],
      'a:\n  <<:\n    b: 1\n    c: 2\n  d: 3\n  b: 2\n',
    ],
    ['a merge beside its source', 'a: &x {b: 1}\n<<: *x\n', [put('/b', 2)], 'a: &x {b: 1}\n<<: *x\nb: 2\n'],
    ['keys that are aliases', 'a: &k b\n*k : 1\n', [put('/b', 2)], 'a: &k b\n*k : 2\n'],
  ])('%s', (_, text, patches, expected) => {
    expect(edited(text, patches)).toBe(expected);
  });
});

describe('documents', () => {
  const text = 'a: 1\n---\n# nothing\n--- # two\nb: 1\n---\nc: [\n---\nd: 1';
  const value = (document: number) => readYaml(text).documents[document]?.value;

  test('each is edited alone, the broken one stays', () => {
    const edits = [0, 1, 2].map((document) => ({
      document,
      pointer: '',
      before: value(document),
      after: { ...value(document), x: document },
    }));
    expect(editYaml(text, edits)).toEqual({
      splices: [4, 33, 51].map((offset, x) => ({ offset, length: 0, insertion: `\nx: ${x}` })),
      text: 'a: 1\nx: 0\n---\n# nothing\n--- # two\nb: 1\nx: 1\n---\nc: [\n---\nd: 1\nx: 2',
      refused: [],
    });
  });

  test('an edit that is refused leaves the others', () => {
    const { text: outcome, refused } = editYaml(text, [
      { document: 1, pointer: '', before: { b: 7 }, after: { b: 8 } },
      { document: 2, pointer: '', before: { d: 1 }, after: { d: 2 } },
    ]);
    expect(refused).toEqual([{ document: 1, pointer: '', why: 'the text is not what was read; read it again' }]);
    expect(outcome).toBe(text.replace('d: 1', 'd: 2'));
  });

  test('items of a list are edited by their pointers', () => {
    const list = 'kind: PodList\napiVersion: v1\nitems:\n- metadata: {name: a} # x\n- metadata: {name: b}\n';
    const given = { apiVersion: 'v1', kind: 'Pod' };
    expect(
      editYaml(
        list,
        ['a', 'b'].map((name, index) => ({
          document: 0,
          pointer: `/items/${index}`,
          before: { ...given, metadata: { name } },
          after: { ...given, metadata: { name }, spec: { hostPID: false } },
        })),
      ),
    ).toMatchObject({
      text: 'kind: PodList\napiVersion: v1\nitems:\n- metadata: {name: a} # x\n  spec:\n    hostPID: false\n- metadata: {name: b}\n  spec:\n    hostPID: false\n',
      refused: [],
    });
  });
});

describe('strings are written so that every reader takes them for strings', () => {
  test.each([
    ...['yes', 'No', 'on', 'y', 'n', '012', '0o17', '1e3', '1_000', '0x1F', '0b+1', '.5', '1:20', 'null', '~', ''],
    ...['2001-01-01', '-', '- a', '? a', '?a', ':a', 'a: b', 'a:', '#', 'a #b', ' a', 'a ', '&a', '*a', '!a', '%a'],
    ...[
      '@a',
      '`a',
      '{',
      '[a',
      'a, b',
      '|',
      '>',
      '"',
      "'",
      '---',
      '...',
      '--- a',
      '=',
      '<<',
      '.inf',
      '.nan',
      '\t',
      'a\tb',
    ],
    ...[
      '\u0085',
      '\u2028',
      '\uFEFF',
      '\r',
      'a\r\nb',
      '\0',
      '\x7f',
      'é',
      '😀',
      '\n',
      '\na',
      'a\n\n',
      '  a\nb',
      'a\n---\nb\n',
    ],
  ])('%j', (string) => {
    for (const text of ['a: x\n', "a: 'x'\n", 'a: "x"\n', 'a: [x]\n', 'a:\n- x\n', '{"a": "x"}', 'a: |\n  x\n']) {
      const path = /\[|-/.test(text) ? '/a/0' : '/a';
      edited(text, [put(path, string)]);
      edited(text, [add('/b', string)]);
      edited(text, [add('/b', { [string]: [string] })]);
    }
  });

  test('quotes stand only where they must', () => {
    const value = { plain: 'nginx:1.2', cpu: '100m', word: 'yes', number: '1e3', on: 1, '1': 'a, b', text: 'a\nb' };
    expect(edited('a: 1\n', [add('/b', value)])).toBe(
      'a: 1\nb:\n  "1": a, b\n  plain: nginx:1.2\n  cpu: 100m\n  word: "yes"\n  number: "1e3"\n  "on": 1\n  text: |-\n    a\n    b\n',
    );
  });
});

describe('what is refused leaves the text as it is', () => {
  test('a document that comes out wrong, whyever', () => {
    const root = Rewriting.prototype.root;
    const spy = jest.spyOn(Rewriting.prototype, 'root').mockImplementation(function (this: Rewriting, ...args) {
      if ((args[1] as any).b === undefined) root.apply(this, args);
    });
    const edits = [{ a: 1 }, { b: 1 }, { c: 1 }].map((before, document) => ({
      document,
      pointer: '',
      before,
      after: { ...before, d: document },
    }));
    const outcome = editYaml('a: 1\n---\nb: 1\n---\nc: 1\n', edits);
    spy.mockRestore();
    expect(outcome.text).toBe('a: 1\nd: 0\n---\nb: 1\n---\nc: 1\nd: 2\n');
    expect(outcome.refused).toEqual([
      { document: 1, pointer: '', why: 'the outcome would not read as asked; edit it by hand' },
    ]);
  });

  const whole = (text: string, after: unknown) =>
    editYaml(text, [{ document: 0, pointer: '', before: readYaml(text).documents[0]?.value, after }]);

  test.each<[why: string, text: string, after: unknown]>([
    ['too large to be copied exactly', 'a: &x [1180591620717411303424]\nb: *x\n', { a: [1], b: [2 ** 70] }],
    ['number that YAML for Kubernetes does not have', 'a: 1\n', { a: Number.NaN }],
    ['would not read as asked', 'a: {}\n', { a: { ['k'.repeat(1025)]: 1 } }], // Go finds no colon behind such a key
    ['put it in braces', 'a: [b: 1]\n', { a: [{ b: 1, c: 2 }] }],
  ])('%s', (why, text, after) => {
    expect(whole(text, after)).toEqual({
      text,
      splices: [],
      refused: [{ document: 0, pointer: '', why: expect.stringContaining(why) }],
    });
  });

  test.each([
    ['no such document', { document: 7, pointer: '' }],
    ['no such place', { document: 0, pointer: '/b/c' }],
    ['no pointer', { document: 0, pointer: 'b' }],
  ])('%s', (_, place) => {
    const { text, refused } = editYaml('a: 1\n', [{ ...place, before: 1, after: 2 }]);
    expect({ text, refused: refused.length }).toEqual({ text: 'a: 1\n', refused: 1 });
  });
});

// The API client reads them, and YAML 1.2 does not allow them: every other byte stays as it is.
describe('lines in brackets and quotes that stand further left than their key', () => {
  test.each<[what: string, text: string, patches: Patches, expected: string]>([
    [
      'a field beside them',
      'a:\n  b: {\n    c: 1\n  }\n  d: "x\n  y"\n',
      [add('/a/e', 2)],
      'a:\n  b: {\n    c: 1\n  }\n  d: "x\n  y"\n  e: 2\n',
    ],
    ['a field in the braces', 'a: {\n  b: 1\n}\nc: 2\n', [add('/a/d', 3)], 'a: {\n  b: 1,\n  d: 3\n}\nc: 2\n'],
    ['an item in the brackets', 'a:\n  b: [\nx,\ny\n]\n', [add('/a/b/-', 'z')], 'a:\n  b: [\nx,\ny,\nz\n]\n'],
    ['a field that goes', 'a: {\n  b: 1,\n  c: 2\n}\nd: "x\ny"\n', [cut('/a/c')], 'a: {\n  b: 1\n}\nd: "x\ny"\n'],
    ['braces that go', 'a:\n  b: {\n    c: 1\n  }\n  d: 2\n', [cut('/a/b')], 'a:\n  d: 2\n'],
    ['braces that become a word', 'a:\n  b: {\n    c: 1\n  }\n  d: 2\n', [put('/a/b', 'x')], 'a:\n  b: x\n  d: 2\n'],
    ['a text that becomes another', "a:\n  b: 'x\n  y'\n  c: 1\n", [put('/a/b', 'z')], "a:\n  b: 'z'\n  c: 1\n"],
    ['a text that goes', "a:\n  b: 'x\n  y'\n  c: 1\n", [cut('/a/b')], 'a:\n  c: 1\n'],
    ['an item behind them', 'a:\n- [b,\nc]\n- "d\ne"\n', [add('/a/-', 1)], 'a:\n- [b,\nc]\n- "d\ne"\n- 1\n'],
    [
      'a field behind a comment that touches',
      'a: {b: "c"}#d\ne: "f"#g\n',
      [add('/a/h', 1), put('/e', true)],
      'a: {b: "c", h: 1}#d\ne: true #g\n',
    ],
    ['a field that goes before such a comment', 'a: [b]#c\nd: 1\n', [put('/a', null)], 'a: null #c\nd: 1\n'],
    ['tabs', 'a:\t{\tb: 1\t}\n', [put('/a/b', 2)], 'a:\t{\tb: 2\t}\n'],
    [
      'in one of several documents',
      'a: "\n"\n---\nb: {\n  c: 1\n}\n---\nd: "\n"\n',
      [put('/b/c', 2)],
      'a: "\n"\n---\nb: {\n  c: 2\n}\n---\nd: "\n"\n',
    ],
    [
      'what a merge key gives by itself',
      'x: 1\nz: {<<: {a: 1,\nb: 2\n}}\n',
      [add('/z/c', 3)],
      'x: 1\nz: {<<: {a: 1,\nb: 2\n}, c: 3}\n',
    ],
    [
      'a merge key in braces',
      'x: &x {a: 1}\nz: {<<: *x,\nb: 2\n}\n',
      [put('/z/a', 3)],
      'x: &x {a: 1}\nz: {<<: *x,\nb: 2, a: 3\n}\n',
    ],
  ])('%s', (_, text, patches, expected) => {
    const document = readYaml(text).documents.findIndex(({ value }) => value.b !== undefined && 'c' in value.b);
    expect(edited(text, patches, Math.max(document, 0))).toBe(expected);
  });
});
