/** Generators of values that a writer of YAML and Kubernetes' reader may understand differently. */
import fc from 'fast-check';
import { isCertainKey, isCertainText } from '../src/yaml/certain';
import { isWellFormed } from '../src/yaml/written';

const words = (...values: readonly string[]) => fc.constantFrom(...values);

/** What some reader of YAML takes for something else than text. */
const WORDS = [
  ...['y', 'Y', 'yes', 'n', 'No', 'on', 'OFF', 'true', 'False', 'null', 'NULL', '~', '', '=', '<<', '-', '?', ':', '.'],
  ...['0o22', '0O7', '-0o17', '0b1', '0B11', '0b-1', '-0b1', '0X1F', '0x_1', '0x1p3', '1e1_0', '1_0', '-_1', '+_1'],
  ...['0777', '08', '1.', '.5', '.5e', '.5e1', '._5', '1._5', '1e400', '1e-400', '-0', '+1', '1:30', '190:20:30.5'],
  ...['18446744073709551615', '18446744073709551616', '9007199254740993', '.inf', '+.INF', '-.Inf', '.nan', 'Infinity'],
  ...['2001-01-01', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43Z', '10.0.0.0/8', '100m', '1.2.3', '1e3m'],
  ...['?a', '? a', ':a', ': a', '-a', '- a', '--- a', '---', '...', '... a', '%YAML 1.1', '#a', 'a #b', 'a: b', 'a:'],
  ...['!a', '&a', '*a', '|', '>', '{a', '[a', 'a]', '@a', '`a', '"a', "'a", 'a"b\'c', '{}', '[]', '{"a":1}', 'a,b'],
  ...[
    'a\n---\nb: c\n',
    '\n---\n',
    '--- \n',
    'a\n...\n',
    '\ta\n\tb',
    '  a\n b',
    'a\n  \n',
    '\n\na\n\n',
    ' \n',
    '\n',
    '\t',
  ],
  ...[
    '/x\u2028 securityContext:\u2028 privileged:\u2028 true',
    '\u2029',
    'a\u0085b: c',
    '\ufeffa',
    'a\ufeff',
    '\ufeff',
  ],
  ...[
    '\0',
    'a\u0007b',
    '\u001b[2J',
    '\u007f',
    '\u009f',
    '\ufffe',
    '\uffff',
    '\u00a0',
    '\u202e',
    '\u{10ffff}',
    '\u{1f600}',
  ],
  ...['a\rb', 'a\r\nb', '\r', '__proto__', 'constructor', 'toString', 'privileged: true'],
];

/** What such texts are made of. */
const PIECES = [
  ...'0178abeEfmnoOxXBpy_.+-:?#"\'/{}[],',
  ...[' ', '  ', '\t', '\n', '\n\n', '\n ', '\n\t', ' \n', '\r', '\\'],
  ...['&', '*', '!', '|', '>', '%', '@', '`', '=', '~', '<', '<<', '---', '\n---', '...', '- ', '? ', ': ', ' #', '$'],
  ...['inf', 'nan', 'true', 'null', 'yes', '\u2028', '\u2029', '\u0085', '\u00a0', '\ufeff', '\0', '\u001b', '\u007f'],
  ...['\ufffe', '\u00e9', '\u{1f600}', 'a: b', 'word', ' word', 'word ', '\\n', '\\u2028', '\\x'],
];

const pieced = fc.array(words(...PIECES), { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''));
const numberLike = fc
  .array(words(...'0123456789abcdefxXoObB_.+-eEp'), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));
const lines = fc
  .tuple(
    fc.array(fc.oneof(words('', ' ', 'a', '  b', '\tc', 'd ', 'e: f', '# g', '---', '...', '%h'), pieced), {
      minLength: 2,
      maxLength: 6,
    }),
    words('', '\n', '\n\n', '\n '),
  )
  .map(([all, end]) => all.join('\n') + end);
/** On both sides of what Go takes for a key, and of what cdk8s folds. */
const long = fc
  .tuple(
    fc.constantFrom(38, 78, 1020, 1022, 1023, 1024, 1025, 1030, 5000),
    words('k', 'k ', 'k\n', '\u00e9', '\u{1f600}', '"'),
    pieced,
  )
  .map(([length, unit, end]) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length) + end)
  .filter(isWellFormed);

/** A string that is hard to write. */
export const hardText: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: words(...WORDS) },
  { weight: 8, arbitrary: pieced },
  { weight: 6, arbitrary: numberLike },
  { weight: 3, arbitrary: lines },
  { weight: 1, arbitrary: long },
  { weight: 3, arbitrary: fc.string() },
  { weight: 3, arbitrary: fc.string({ unit: 'binary' }) },
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    0,
    -0,
    1e21,
    1e-7,
    5e-324,
    1.7976931348623157e308,
    2 ** 53,
    2 ** 63,
    2 ** 64,
    1e19,
    -1e19,
    0.1,
    100,
    1e20,
  ),
);

/** A manifest of such strings, numbers and keys: in any field, and in the data as a ConfigMap has them. */
function manifestOf(text: fc.Arbitrary<string>, key: fc.Arbitrary<string>): fc.Arbitrary<object> {
  const fieldsOf = <T>(value: fc.Arbitrary<T>, maxKeys: number) =>
    fc.dictionary(key, value, { maxKeys, noNullPrototype: true });
  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 8, arbitrary: text },
      { weight: 2, arbitrary: number },
      { weight: 1, arbitrary: fc.constantFrom(true, false, null) },
      { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }) },
      { weight: 4, arbitrary: fieldsOf(tie('node'), 5) },
    ),
  }));
  // Go reads blocks of 512 bytes: whatever comes behind stands at the end of one now and then.
  const padding = fc.nat(600).map((length) => 'x'.repeat(length));
  return fc
    .tuple(padding, fieldsOf(node, 2), text, fieldsOf(text, 6), node)
    .map(([generateName, first, name, data, spec]) => {
      const metadata = { generateName, name };
      return { ...first, apiVersion: 'v1', kind: 'ConfigMap', metadata, data, spec };
    });
}

export const hardManifest: fc.Arbitrary<object> = manifestOf(hardText, hardText);

const start = words(
  ...['a', '/', '-x', '--y', '_', '$', '.z', '8080', '100m', '10.0.0.1', '1.5', '"', '{', '#', 'a\n', ''],
);
const started = fc.tuple(start, hardText).map((parts) => parts.join(''));

/** A manifest that is written without being read again. */
export const certainManifest: fc.Arbitrary<object> = manifestOf(
  started.filter(isCertainText),
  started.filter(isCertainKey),
);

const halved = fc
  .tuple(hardText, words('\ud800', '\udfff'), hardText)
  .map((parts) => parts.join(''))
  .filter((text) => !isWellFormed(text));

/** A manifest that no file can hold. */
export const unwritableManifest: fc.Arbitrary<object> = fc.oneof(
  fc.tuple(hardManifest, halved).map(([manifest, text]) => ({ ...manifest, extra: [text] })),
  fc.tuple(hardManifest, halved).map(([manifest, key]) => ({ ...manifest, extra: { [key]: 1 } })),
);
