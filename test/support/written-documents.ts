/** Generators of documents that are hard to write: every form of scalar, nested collections, repeated references. */
import * as fc from 'fast-check';
import { isCertainKey, isCertainText } from '../../src/yaml/certain';

const WORDS = [
  ...[
    'web',
    'ghcr.io/acme/web:1.4.2',
    '/var/run',
    '--port=8080',
    '-c',
    '.env',
    '_a',
    '$(POD_NAME)',
    '{"a":1}',
    '*',
    '&a',
    '!a',
  ],
  ...[
    'yes',
    'No',
    'y',
    'N',
    'ON',
    'off',
    'null',
    'Null',
    'nULL',
    '~',
    'true',
    'False',
    'e1',
    'E5',
    'e+3',
    'e-1_0',
    '.5',
    '1e3',
    '1e',
  ],
  ...[
    '0',
    '-0',
    '8080',
    '08',
    '0o17',
    '0x1F',
    '0b1',
    '1_000',
    '1.5',
    '1.',
    '+1',
    '1:30',
    '1:30.5',
    '2026-01-31',
    '2026-1-3 1:2:3',
  ],
  ...[
    '.inf',
    '-.INF',
    '.nan',
    '<<',
    '=',
    '---',
    '--- a',
    '...',
    '%a',
    '- a',
    '-',
    '? a',
    '?',
    ':a',
    'a:',
    'a: b',
    'a:b',
    'a #b',
    'a#b',
  ],
  ...[
    '',
    ' ',
    ' a',
    'a ',
    'a  b',
    'a (b)',
    'a, b',
    "it's",
    'say "a"',
    `'"`,
    'a\tb',
    '\ta',
    '[a]',
    '{a',
    '}',
    ', a',
    '> a',
    '|',
    '@a',
    '`a',
  ],
  ...[
    'a\nb',
    'a\n',
    '\n',
    '\na',
    'a\n\n',
    'a\n\nb\n',
    'a\n  b\n',
    '  a\nb',
    'a \nb',
    'a\n ',
    'a\n\tb',
    '# a\nb',
    '---\na',
    '%a\nb\n',
    '- a\n- b\n',
  ],
  ...[
    'é',
    'aé',
    '日本',
    'a 😀',
    '\ud83d',
    'a\udc00',
    '\u0085',
    '\u2028',
    'a\u2028b',
    '\ufeffa',
    '\u007f',
    '\u0000',
    'a\rb',
    '\u001b[0m',
    '\u00a0a',
  ],
  ...[
    '__proto__',
    'constructor',
    'k'.repeat(201),
    'l'.repeat(1030),
    `m ${'n'.repeat(90)}\n${'o '.repeat(60)}p`,
    `"${'q'.repeat(50)}\n"`,
  ],
];
const NUMBERS = [
  0,
  -0,
  1,
  -5,
  8080,
  1.5,
  -0.25,
  1e21,
  1e-7,
  1.5e300,
  2 ** 53,
  -(2 ** 53) - 2,
  123456789012345680000,
  4e-320,
];

/** A text, of the kinds that manifests have, or any. */
export const anyText = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 12 }) },
    {
      weight: 2,
      arbitrary: fc.array(fc.constantFrom(...' \n\t:#-?e.0_1aA"\''), { maxLength: 7 }).map((list) => list.join('')),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map((pair) => pair.join('')),
    },
  );

/** A document: an object, or a list. In two of three, all texts are read as they are; else most documents have one that is not. */
export function anyDocument(): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 2, arbitrary: documentOf(anyText().filter(isCertainText), anyText().filter(isCertainKey)) },
    { weight: 1, arbitrary: documentOf(anyText(), anyText()) },
  );
}

function documentOf(text: fc.Arbitrary<string>, key: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const scalar = fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 2, arbitrary: fc.constantFrom(...NUMBERS, true, false, null) },
    { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })) },
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, { weight: 3, arbitrary: scalar }, tie('map'), tie('list')),
    map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    list: fc.array(tie('value'), { maxLength: 3 }),
  }));
  const map = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
  const repeated = fc
    .tuple(map, value)
    .map(([each, shared]) => ({ ...each, first: shared, more: [shared, { shared }] }));
  return fc.oneof(
    { weight: 12, arbitrary: map },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 3 }) },
    { weight: 1, arbitrary: repeated },
  );
}
