import fc from 'fast-check';
import { unifiedDiff } from './unified-diff';

/** Applies a patch strictly, as its format defines. */
function apply(text: string, patch: string): string {
  const old = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const lines = patch.match(/[^\n]*\n/g)?.slice(2) ?? [];
  const out: string[] = [];
  let at = 0;
  lines.forEach((line, index) => {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n$/.exec(line);
    const isOpen = lines[index + 1]?.startsWith('\\') ?? false;
    const content = isOpen ? line.slice(1, -1) : line.slice(1);
    if (hunk) {
      const start = hunk[2] === '0' ? Number(hunk[1]) : Number(hunk[1]) - 1;
      out.push(...old.slice(at, start));
      at = start;
      expect(hunk[4] === '0' ? Number(hunk[3]) : Number(hunk[3]) - 1).toBe(out.length);
    } else if (line[0] === '+') out.push(content);
    else if (line[0] !== '\\') {
      expect(old[at]).toBe(content);
      if (line[0] === ' ') out.push(content);
      at += 1;
    }
  });
  return [...out, ...old.slice(at)].join('');
}

const count = (patch: string) =>
  patch
    .split('\n')
    .slice(2)
    .filter((line) => /^[-+]/.test(line)).length;

function fewest(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  a.forEach((line, i) => {
    const next = [i + 1];
    b.forEach((other, j) => {
      next.push(line === other ? (row[j] as number) : 1 + Math.min(row[j + 1] as number, next[j] as number));
    });
    row = next;
  });
  return row.at(-1) as number;
}

test.each([
  ['nothing', 'a\n', 'a\n', ''],
  ['a line', 'a\nb\nc\n', 'a\nB\nc\n', '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n'],
  ['from nothing', '', 'a\n', '@@ -0,0 +1 @@\n+a\n'],
  ['to nothing', 'a\nb\n', '', '@@ -1,2 +0,0 @@\n-a\n-b\n'],
  ['a newline at the end', 'a', 'a\n', '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n'],
  [
    'after a line without',
    'a',
    'a\nb',
    '@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n',
  ],
  ['lines of Windows', 'a\r\nb\r\n', 'a\r\nc\r\n', '@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n'],
  [
    'two places',
    '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
    '0\n2\n3\n4\n5\n6\n7\n8\n0\n',
    '@@ -1,4 +1,4 @@\n-1\n+0\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+0\n',
  ],
  [
    'two near places',
    '1\n2\n3\n4\n5\n6\n7\n8\n',
    '0\n2\n3\n4\n5\n6\n7\n0\n',
    '@@ -1,8 +1,8 @@\n-1\n+0\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+0\n',
  ],
])('%s', (_, before, after, hunks) => {
  expect(unifiedDiff(before, after, 'x.yaml')).toBe(hunks === '' ? '' : `--- a/x.yaml\n+++ b/x.yaml\n${hunks}`);
});

test('a name does not reach the terminal', () => {
  expect(unifiedDiff('', 'a\n', 'a\u001b[31m\nb')).toMatch(/^--- a\/a\?\[31m\?b\n/);
});

const lines = (max: number, words: number, min = 0) =>
  fc.array(fc.integer({ min: 0, max: words }).map(String), { minLength: min, maxLength: max });

test('the patch transforms one text into the other, with the fewest lines', () => {
  fc.assert(
    fc.property(lines(14, 4), lines(14, 4), fc.constantFrom('', '\n'), (a, b, end) => {
      const [before, after] = [a.map((line) => `${line}\n`).join(''), b.join('\n') + end];
      const patch = unifiedDiff(before, after, 'x');
      expect(apply(before, patch)).toBe(after);
      if (end && b.length > 0) expect(count(patch)).toBe(fewest(a, b));
    }),
    { numRuns: 2000 },
  );
});

test('also if the texts are long, and have little in common', () => {
  fc.assert(
    fc.property(lines(900, 40, 600), lines(900, 1000, 600), lines(20, 3), (a, b, same) => {
      const [before, after] = [
        [...a, ...same, ...a],
        [...b, ...same, ...a, ...b],
      ].map((all) => `${all.join('\n')}\n`);
      expect(apply(before as string, unifiedDiff(before as string, after as string, 'x'))).toBe(after);
    }),
    { numRuns: 40 },
  );
});
