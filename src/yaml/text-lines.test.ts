import fc from 'fast-check';
import { TextLines } from './text-lines';

const TEXT = 'one\ntwo\r\n\nfour';

test.each([
  [0, 1, 1],
  [3, 1, 4],
  [4, 2, 1],
  [9, 3, 1],
  [10, 4, 1],
  [13, 4, 4],
])('offset %i is in line %i, column %i', (offset, line, column) => {
  expect(new TextLines(TEXT).positionOf(offset)).toEqual({ line, column });
});

test('gives lines without their ends, and nothing where there is none', () => {
  const lines = new TextLines(TEXT);
  expect([1, 2, 3, 4, 5].map((number) => lines.line(number))).toEqual(['one', 'two', '', 'four', undefined]);
});

test('parts of a text change nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '---')), fc.array(fc.boolean()), (words, cuts) => {
      const text = words.join('');
      const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
      const parts = starts
        .map((start, index) => ({ start, line: index + 1 }))
        .filter((_, index) => index === 0 || cuts[index] === true);
      const whole = new TextLines(text);
      const parted = new TextLines(text, parts);
      for (let offset = 0; offset <= text.length; offset += 1)
        expect(parted.positionOf(offset)).toEqual(whole.positionOf(offset));
      for (let line = 1; line <= starts.length + 1; line += 1) expect(parted.line(line)).toBe(whole.line(line));
    }),
  );
});

test('a long part has the same lines as a short one', () => {
  const lines = Array.from({ length: 500 }, (_, index) => 'x'.repeat(index % 7));
  const found = new TextLines(lines.join('\n'));
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    expect(found.positionOf(offset)).toEqual({ line: index + 1, column: 1 });
    expect(found.positionOf(offset + line.length)).toEqual({ line: index + 1, column: line.length + 1 });
    offset += line.length + 1;
  }
});
