/** Generators of YAML texts: what readers of YAML 1.1, of YAML 1.2 and Go's disagree about, and how people write it. */
import fc from 'fast-check';

const words = (...values: readonly string[]) => fc.constantFrom(...values);

/** Plain scalars: booleans, numbers and times of some readers. */
const READABLE = [
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'yEs', 'n', 'N', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF', 'oN'],
  ...['true', 'True', 'TRUE', 'false', 'False', 'FALSE', 'tRUE', '~', 'null', 'Null', 'NULL', 'nULL', ''],
  ...['0', '-0', '+0', '00', '7', '-7', '+7', '0777', '0o777', '-0777', '-0o7', '08', '0b11', '-0b11', '0x1F', '0xfg'],
  ...['0B11', '0X1f', '0O7', '1_000', '0x_1', '_1', '1_', '0_7', '9007199254740993', '18446744073709551615'],
  ...['18446744073709551616', '-9223372036854775809', '0xFFFFFFFFFFFFFFFFF', '1e3', '1E+3', '1.5', '1.', '.5', '-.5'],
  ...['1e400', '1e-400', '.', '..', '._5', '1._5', '1_0.5', '0x1p3', '1e', '+', '-x', '.e1', '+.5', '1.50', '1e21'],
  ...['Infinity', 'NaN', 'inf', '1:30', '190:20:30', '1:30.5', '2001-01-01', '2001-12-14t21:59:43.10-05:00'],
  ...['2001-12-14 21:59:43Z', 'a', 'a b', 'a:b', 'a #b', 'a#b', 'a?b', 'a\tb', 'a\t', '\u00e9', '\u{1f600}', '\u00a0'],
];
/** What one reader or all take for something else, or refuse. */
const ODD = [
  ...[
    '.inf',
    '-.inf',
    '+.INF',
    '.nan',
    '.NaN',
    'a: b',
    '=',
    '<<',
    '-',
    '- a',
    '?',
    '? a',
    ':',
    ': a',
    '@a',
    '`a',
    '%a',
  ],
  ...[
    '!a',
    '&a',
    '*a',
    '|',
    '>',
    '{',
    '}',
    '[a',
    ',a',
    'a\u2028b',
    'a\u0085b',
    '\ufeffa',
    '\u0007',
    '\u007f',
    '\uffff',
    "'it",
    '"\\q"',
  ],
  ...[
    '!!int "3"',
    '!!float "1"',
    '!!bool "yes"',
    '!!binary aGk=',
    '!!timestamp 2001-01-01',
    '!local a',
    '!!map',
    '{?a: 1}',
  ],
  ...['{a:1,}', '{a:, b}', '[1:]', '[,]', '&x', '*y'],
];

const scalar = fc.oneof(
  { weight: 24, arbitrary: words(...READABLE) },
  { weight: 1, arbitrary: words(...ODD) },
  {
    weight: 4,
    arbitrary: words(
      "'it''s'",
      "'yes'",
      "'a\\n'",
      "''",
      '"a\\nb"',
      '"\\x41\\u00e9"',
      '"\\U0001F600"',
      '"\\_"',
      '"\\0"',
    ),
  },
  {
    weight: 2,
    arbitrary: words('!!str 1', '!!str yes', '!!int 3', '!!float 1', '!!null ""', '! 1', '!!str', '!!map {}'),
  },
  {
    weight: 4,
    arbitrary: words(...['{}', '[]', '{a: 1}', '{a: yes, b}', '{a: 1,}', '[1, yes, ]', '[a: 1]', '{"a":1}', "{'a':1}"]),
  },
  {
    weight: 2,
    arbitrary: words('{<<: {a: 1}, b: 2}', '[&x a, *x]', '&x {a: 1}', '&y [1]', '&x yes', '{a: &z [1], b: *z}'),
  },
);
const key = fc.oneof(
  { weight: 24, arbitrary: words(...'abcdefghijklmnop') },
  {
    weight: 4,
    arbitrary: words('on', 'yes', 'n', 'true', '1', '01', '0x1', '1.5', '"a"', "'b'", '"on"', '"<<"', '2001-01-01'),
  },
  {
    weight: 1,
    arbitrary: words(
      ...[
        'null',
        '~',
        '1.0',
        '1e3',
        '1e1_0',
        '16777217.0',
        '.5',
        '-0',
        '.inf',
        '? a',
        '!!int 1',
        '[a]',
        '{a: 1}',
        '&x a',
        '',
        '<<',
      ],
    ),
  },
);
const block = fc
  .tuple(
    words('|', '>', '|-', '>+', '|2', '>1-', '| # c', '|+'),
    fc.array(words('a', ' b', '', '#c', 'a: b', '---', '... '), { maxLength: 4 }),
  )
  .map(([head, lines]) => [head, ...lines.map((line) => `  ${line}`)]);

/** Mappings as lines. A node has the first of its lines behind a key or a dash. */
function manifestOf(scalar: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc.letrec<{ node: string[]; manifest: string[] }>((tie) => {
    const indented = (lines: readonly string[]) => lines.map((line) => (line === '' ? '' : `  ${line}`));
    const entry = fc.tuple(key, tie('node'), words('', ' ', ' # c')).map(([name, [first = '', ...rest], end]) => {
      const comment = /^[|>]/.test(first) ? '' : end;
      return [`${name}: ${first}${comment}`, ...indented(rest)];
    });
    const item = tie('node').map(([first = '', ...rest]) => {
      const [begin = '', ...more] = first === '' ? rest : [first, ...rest];
      return [`- ${begin}`, ...indented(more)];
    });
    const mapping = fc
      .uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ([line = '']) => line.slice(0, line.indexOf(':')) })
      .map((all) => all.flat());
    return {
      manifest: mapping,
      node: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        { weight: 3, arbitrary: scalar.map((text) => [text]) },
        { weight: 1, arbitrary: block },
        { weight: 3, arbitrary: mapping.map((lines) => ['', ...lines]) },
        { weight: 1, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }).map((all) => ['', ...all.flat()]) },
      ),
    };
  }).manifest;
}

/** JSON, which is read as such at the start of a stream alone. */
const json = words('{"a":"b\u2028  c"}', '{"a":"\u007f"}', '{"a":"b","b":[1,true,null]}', '{\t"a":\t1}').map((text) => [
  text,
]);
const separator = words('---', '---', '---', '--- # c', '---  ', '---\t', '\n---\n# c\n---');

/** Texts of one to three documents. */
function textOf(manifest: fc.Arbitrary<string[]>): fc.Arbitrary<string> {
  const document = fc.oneof({ weight: 20, arbitrary: manifest }, { weight: 1, arbitrary: json });
  return fc
    .tuple(
      fc.array(fc.tuple(separator, document), { minLength: 1, maxLength: 3 }),
      words('', '---\n', '# c\n', '\ufeff', '\n', '\u3000'),
      words('\n', '\n', '\r\n'),
      words('', '\n'),
    )
    .map(([documents, start, lineEnd, end]) => {
      const [, ...lines] = documents.flatMap(([cut, lines]) => [cut, ...lines]);
      const text = start + lines.join(lineEnd) + end;
      return text.replace(/¶(\d)/g, (_, columns) => lineEnd + ' '.repeat(Number(columns)));
    });
}

export const yamlText = textOf(manifestOf(scalar));

/** Line ends, and the columns of the next lines; those in brackets and quotes may stand anywhere. */
const lineEnd = fc.oneof(
  { weight: 12, arbitrary: words('¶0', '¶1', '¶2', '¶4', '¶7', '¶0¶3') },
  { weight: 1, arbitrary: words('¶2\t', '¶0\t') },
);
const gap = fc.oneof(
  words('', '', ' ', '\t'),
  lineEnd,
  fc.tuple(words(' # c', ' # c', ' # [', "#'c"), lineEnd).map((all) => all.join('')),
);
const quoted = fc
  .tuple(
    words("'", '"'),
    fc.array(words('a', 'b c', ': ', ' #c', '[', '}', ',', '', '{{x.y}}', '- '), { minLength: 1, maxLength: 3 }),
    fc.oneof(words(' '), lineEnd, lineEnd),
  )
  .map(([quote, parts, between]) => quote + parts.join(between) + quote);
const list = (open: string, items: readonly string[], between: string, close: string) =>
  open + between + items.join(`${between},${between}`) + between + close;
const { flow } = fc.letrec<{ flow: string; item: string }>((tie) => ({
  item: fc.oneof({ maxDepth: 3 }, words('a', '1', 'a b', 'a:b', "it's", '-x', '&b c'), quoted, quoted, tie('flow')),
  flow: fc.oneof(
    quoted,
    fc.tuple(fc.array(tie('item'), { maxLength: 3 }), gap).map(([items, between]) => list('[', items, between, ']')),
    fc
      .tuple(fc.array(tie('item'), { maxLength: 3 }), gap, words('a', '"b"', "'c'", '&b d'))
      .map(([items, between, name]) => {
        const fields = items.map((item, index) => `${index === 0 ? name : `k${index}`}: ${item}`);
        return list('{', fields, between, '}');
      }),
  ),
}));
const ragged = fc
  .tuple(words('', '', '', '', '', '', '&a ', '\t'), flow, words('', '', '#c'))
  .map((all) => all.join(''));

/** Texts that YAML 1.2 does not allow: lines further left than their key, tabs, and comments that touch other text. */
export const raggedText = textOf(manifestOf(fc.oneof(words('a', 'yes', '1'), ragged, ragged)));

const slip = words(
  ...[' ', '\t', '\n', '\r', ...'#:"\'{}[],&*!|>?%@+_.'],
  '- ',
  '---',
  '<<: ',
  '\n...\n',
  '\n ---\n',
  '\n---a\n',
  '\n---#c\n',
  '\n--- |\n',
  '\n%YAML 1.1\n',
);

/** A text with a slip of the pen. */
export const slippedText: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(yamlText, raggedText), fc.nat(), slip)
  .map(([text, place, typo]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + typo + text.slice(at);
  });
