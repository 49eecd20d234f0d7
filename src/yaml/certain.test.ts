import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { isCertain, isCertainKey, isCertainText } from './certain';
import { isSame } from './edit/values';
import { readYaml } from './read';

const printable = fc.string({ unit: 'grapheme-ascii' });

test.each([
  ...[
    'web',
    'ghcr.io/acme/web:1.0.0',
    '/var/run',
    '-c',
    '--port=8080',
    './run',
    '.env',
    '_a',
    '$(POD_NAME)',
    '(a)',
    '"a"',
  ],
  ...['{"a":1}', '[a]', '*', '&a', '!a', '%a', '@a', '#a', '|', '> a', ', a', '`a`', "'a'", 'a: b', 'a #b', 'a:', 'a '],
  ...[
    'yes',
    'null',
    'Off',
    '8080',
    '08',
    '1.5',
    '10.0.0.1',
    '10.0.0.0/8',
    '100m',
    '128Mi',
    '2026-01-31',
    '1:30',
    '-5s',
  ],
  ...[
    '',
    'aé',
    'a日本',
    'a 😀',
    'a\nb',
    'a\n\n  b\tc \nd\n',
    '-----BEGIN KEY-----\na\n',
    '0o22\n',
    '#!/bin/sh\necho\n',
  ],
])('%j is certain', (text) => {
  expect(isCertainText(text)).toBe(true);
  expect(readYaml(Yaml.stringify({ a: text })).documents[0]?.value).toEqual({ a: text });
});

test.each([
  ...[
    '0o22',
    '0b1',
    '0X1F',
    '1e1_0',
    '1_0',
    '-_1',
    '+1',
    '.5',
    '-0',
    '-1',
    '<<',
    '=',
    '?a',
    ':a',
    '~',
    '---',
    '...',
    '- a',
  ],
  ...[' a', 'a\tb', '\ta\nb', '\na', 'a\n\n', 'a\n ', ' a\nb', 'a\rb', 'a\u0085b', 'a\u2028b', '\ufeffa', 'a\u007fb'],
  ...['\0', '\ufffe', '\ud800', 'a\udc00', '\u00a0'],
])('%j is not certain', (text) => {
  expect([isCertainText(text), isCertainKey(text)]).toEqual([false, false]);
});

test('a key of several lines is not certain, nor is a long one', () => {
  expect(['a\nb', 'k'.repeat(201), 'k'.repeat(200)].map(isCertainKey)).toEqual([false, false, true]);
});

test('an object is certain if all keys and strings in it are', () => {
  expect(isCertain({ a: [{ b: 1.5, c: null, d: true }, 'e'], f: {} })).toBe(true);
  expect(isCertain({ a: [{ b: ['0o1'] }] })).toBe(false);
  expect(isCertain({ a: [{ '<<': {} }] })).toBe(false);
});

test('what is certain is read as it is, as a text and as a key', () => {
  const certain = fc.oneof(printable, fc.string({ unit: 'binary' })).filter(isCertainText);
  const property = fc.property(certain, certain.filter(isCertainKey), (text, key) =>
    isSame(readYaml(Yaml.stringify({ [key]: [text] })).documents[0]?.value, { [key]: [text] }),
  );
  fc.assert(property, { numRuns: 2000 });
});
