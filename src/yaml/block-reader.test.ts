import fc from 'fast-check';
import { SharedTexts } from '../json/shared-texts';
import { NOT_READ, readBlocks } from './block-reader';
import { refuseDifferences } from './differences';
import { eventsIn } from './events';
import { constructFromEvents, dump } from './js-yaml';
import { PlaceRecorder, positionsFromEvents, YamlPositions } from './positions';
import { readYaml } from './read';
import { KUBERNETES_SCHEMA } from './schema';

const MANIFEST = `---
# a comment
apiVersion: apps/v1
kind: Deployment # and one more
metadata:
    name: "web"
    labels: {}
    annotations:
        'a/b': 'it''s'
        escaped: "{\\"a\\":\\n1}"
        "empty":
spec:
    replicas: 3
    args:
    - --config=/etc/a:b
    - -c
    - |
      echo one

        two

    -   name: x
        drop: ["ALL", net_raw, 0x10, yes]
        none: [ ]
    - - nested
      - 1_000
    text: goes on
      in the next line
    last: |-
        no end
`;

/** Lines, keys and values that are near to what is read, and where readers of YAML go wrong. */
const PIECES = [
  ...[
    'a: ',
    'b:',
    'key: ',
    '"q": ',
    "'s': ",
    'on: ',
    '1: ',
    '__proto__: ',
    'a : ',
    'a:b',
    '<<: ',
    '? ',
    '- ',
    '-',
    '- - ',
    '---',
    '...',
  ],
  ...[
    'x',
    'x y',
    '1',
    '0o17',
    '08',
    '1e3',
    '.5',
    '.inf',
    '~',
    'null',
    'yes',
    'No',
    '-1',
    '--',
    '-',
    ':',
    '#',
    ' #',
    'a#b',
    'a: b',
    'a:',
    'b :c',
  ],
  ...[
    '"d"',
    '"\\n"',
    '"\\t"',
    '"open',
    "'s'",
    "'it''s'",
    "'open",
    '"a": b',
    '|',
    '|-',
    '|+',
    '|2',
    '>',
    '>-',
    '&a',
    '*a',
    '!t',
    '%',
    '@',
    '`',
    'é',
    '\t',
  ],
  ...[
    '[]',
    '[ ]',
    '[a, b]',
    '["a", \'b\']',
    '[a, ]',
    '[,]',
    '[a b]',
    '[-1]',
    '[[]]',
    '{}',
    '{ }',
    '{a: b}',
    '[a: b]',
    ', ',
    ']',
    '}',
    '\\',
    '"',
  ],
  ...[
    '\n',
    '\n',
    '\n',
    '\n  ',
    '\n  ',
    '\n    ',
    '\n   ',
    '\n\n',
    '\n# c\n',
    '\n  # c\n',
    '\n  - ',
    '\n- ',
    '\n  b: ',
    '\nc: ',
    ' ',
    '  ',
  ],
];

/** What js-yaml reads, and where, where this reader reads something. Returns whether it does. */
function compare(text: string): boolean {
  const places = new PlaceRecorder();
  const value = readBlocks(text, new SharedTexts(), places);
  if (value === NOT_READ) return false;
  const events = eventsIn(text);
  if (value !== undefined) expect(() => refuseDifferences(text, events, true)).not.toThrow();
  const documents = constructFromEvents(events, { source: text, schema: KUBERNETES_SCHEMA });
  expect(documents).toEqual(value === undefined ? documents.filter((each) => each === null) : [value]);
  expect(documents.length).toBeLessThan(2);
  if (value !== undefined) expect(JSON.stringify(value)).toBe(JSON.stringify(documents[0])); // in the same order
  if (value !== undefined) expect(new YamlPositions(places)).toEqual(positionsFromEvents(text, events));
  return true;
}

test('reads what tools write, as js-yaml does', () => {
  expect(compare(MANIFEST)).toBe(true);
  for (const options of [
    {},
    { indent: 4 },
    { noArrayIndent: true },
    { forceQuotes: true },
    { quotingType: '"' },
  ] as const)
    expect(compare(dump(readYaml(MANIFEST).documents[0]?.value, options))).toBe(true);
});

test('whatever it reads of texts near to it, js-yaml reads alike', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
      if (compare(`a: 1\n${pieces.join('')}`)) read += 1;
      if (compare(pieces.join(''))) read += 1;
    }),
    { numRuns: 4000 },
  );
  expect(read).toBeGreaterThan(100);
});

test('whatever it reads of a changed manifest, js-yaml reads alike', () => {
  let read = 0;
  const change = fc.tuple(fc.nat(MANIFEST.length), fc.nat(3), fc.constantFrom(...PIECES));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const text = changes.reduce(
        (all, [at, gone, piece]) => all.slice(0, at) + piece + all.slice(at + gone),
        MANIFEST,
      );
      if (compare(text)) read += 1;
    }),
    { numRuns: 4000 },
  );
  expect(read).toBeGreaterThan(100);
});

test.each([
  ['a key that is a word', 'on: 1\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['a key of every object', '__proto__: 1\n'],
  ['an anchor', 'a: &b 1\n'],
  ['a tab', 'a:\t1\n'],
  ['a carriage return', 'a: 1\r\n'],
  ['a letter beyond ASCII', 'a: é\n'],
  ['a second document', 'a: 1\n...\nb: 2\n'],
  ['text behind the separator', '--- a: 1\n'],
  ['a mapping in braces', 'a: {b: 1}\n'],
  ['a number that JSON does not have', 'a: .inf\n'],
  ['a folded block', 'a: >\n  b\n'],
  ['a block that keeps its end', 'a: |+\n  b\n\n'],
  ['a last line of spaces', 'a: b|+\n  '],
  ['an item without a value', 'a:\n-\n- b\n'],
  ['a text that is longer than a pattern can match', `a: "${'b'.repeat(20_000_000)}"\n`],
  ['a plain text that is too long', `a: ${'b'.repeat(20_000_000)}\n`],
  ['wrong indentation', 'a:\n    b: 1\n  c: 2\n'],
  ['deep nesting', `a:\n${Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth + 1)}a:\n`).join('')}`],
])('leaves %s to js-yaml', (_what, text) => {
  expect(readBlocks(text, new SharedTexts())).toBe(NOT_READ);
});
