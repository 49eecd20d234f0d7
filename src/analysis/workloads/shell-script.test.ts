import * as fc from 'fast-check';
import { knownPath, parseScript } from './shell-script';

const shown = (text: string, variables: Record<string, string> = {}) =>
  parseScript(text, new Map(Object.entries(variables))).map(({ words, outputs }) =>
    [words.join(' '), ...outputs.map((each) => `> ${each}`)].join(' ').trim(),
  );

// The expected commands are those that dash starts.
test.each<[string, string[]]>([
  ['a b; c && d || e | f & g', ['a b', 'c', 'd', 'e', 'f', 'g']],
  ['a\nb\r\nc', ['a', 'b', 'c']],
  ['a\\\nb c\\ d', ['ab c d']],
  [`a 'b;c' "d && e" f'g'`, ['a b;c d && e fg']],
  ['a # b; c\nd#e', ['a', 'd#e']],
  ['if a; then b; else c; fi; while d; do e; done; ! f; { g; }', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
  ['(a; b)', ['a', 'b']],
  ['A=1 B="2 3" a', ['a']],
  ['a $(b c) `d`', ['b c', 'd', 'a $(…) $(…)']],
  ['a $((1 + 2))', ['a $(…)']],
  ['a >b 2>>c <d >| e &> f 2>&1 >&2', ['a > b > c > e > f']],
  ['> a', ['> a']],
  ['a <<E > b\nc > d\nE\ne', ['a > b', 'e']],
  ["a <<-'E'\n\tc\n\tE\ne", ['a', 'e']],
  ['a <<< b; c', ['a', 'c']],
])('commands of %j', (text, expected) => {
  expect(shown(text).map((each) => each.replace(/ \)$/, ''))).toEqual(expected);
});

test.each([
  ['a $X "${X}" \'$X\' $Y ${Y:-z}', 'a 1 1 $X $Y ${Y:-z}'],
  ['X=2; a $X', 'a 2'],
])('variables of %j', (text, expected) => {
  expect(shown(text, { X: '1' })).toEqual([expected]);
});

test('any text is read, in time that grows with its length', () => {
  const signs = [
    '$(',
    '`',
    '"',
    "'",
    '\\',
    '>',
    '<<',
    '&',
    ';',
    '\n',
    ' ',
    '\f',
    '\u00a0',
    '${a:-',
    '(',
    ')',
    'x',
    '#',
  ];
  const text = fc.array(fc.constantFrom(...signs), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (each) => parseScript(each).length >= 0),
    { numRuns: 2000 },
  );
  for (const sign of signs) expect(parseScript(sign.repeat(50_000))).toBeInstanceOf(Array);
});

test.each<[string, string | undefined, string | undefined]>([
  ['/a/../b/', undefined, '/b'],
  ['a', undefined, undefined],
  ['a', '/srv', '/srv/a'],
  ['/data/$X/a', undefined, '/data'],
  ['/data/a*', undefined, '/data'],
  ['/$X', undefined, '/'],
  ['$X/a', '/srv', undefined],
  ['a/$X', '/srv', '/srv/a'],
])('known part of %s in %s', (path, folder, expected) => {
  expect(knownPath(path, folder)).toBe(expected);
});
