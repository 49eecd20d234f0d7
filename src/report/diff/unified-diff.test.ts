import fc from 'fast-check';
import { applySplices, type Splice } from '../../yaml/edit/splices';
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

/** Replaces each text by another, from left to right. */
function splicesOf(text: string, changes: readonly (readonly [from: string, to: string])[]): Splice[] {
  let at = 0;
  return changes.map(([from, to]) => {
    const offset = text.indexOf(from, at);
    expect(offset).toBeGreaterThanOrEqual(0);
    at = offset + from.length;
    return { offset, length: from.length, insertion: to };
  });
}

test.each<[name: string, before: string, changes: [string, string][], hunks: string]>([
  ['nothing', 'a\n', [], ''],
  ['the same', 'a\nb\n', [['a\nb', 'a\nb']], ''],
  ['a line', 'a\nb\nc\n', [['b', 'B']], '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n'],
  [
    'two places of a line',
    'a b\nc\n',
    [
      ['a', 'A'],
      ['b', 'B'],
    ],
    '@@ -1,2 +1,2 @@\n-a b\n+A B\n c\n',
  ],
  ['a line below another', 'a\nc\n', [['\n', '\nb\n']], '@@ -1,2 +1,3 @@\n a\n+b\n c\n'],
  ['a line that goes', 'a\nb\nc\n', [['\nb', '']], '@@ -1,3 +1,2 @@\n a\n-b\n c\n'],
  ['lines that become one', 'a\nb\nc\n', [['\nb\n', ' ']], '@@ -1,3 +1 @@\n-a\n-b\n-c\n+a c\n'],
  ['from nothing', '', [['', 'a\n']], '@@ -0,0 +1 @@\n+a\n'],
  ['to nothing', 'a\nb\n', [['a\nb\n', '']], '@@ -1,2 +0,0 @@\n-a\n-b\n'],
  ['a newline at the end', 'a', [['a', 'a\n']], '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n'],
  [
    'after a line without',
    'a',
    [['a', 'a\nb']],
    '@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n',
  ],
  ['lines of Windows', 'a\r\nb\r\n', [['b', 'c']], '@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n'],
  [
    'two places',
    '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
    [
      ['1', '0'],
      ['9', '0'],
    ],
    '@@ -1,4 +1,4 @@\n-1\n+0\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+0\n',
  ],
  [
    'below lines that were added',
    '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
    [
      ['1', '1\nx\ny'],
      ['9\n', ''],
    ],
    '@@ -1,4 +1,6 @@\n 1\n+x\n+y\n 2\n 3\n 4\n@@ -6,4 +8,3 @@\n 6\n 7\n 8\n-9\n',
  ],
  [
    'two near places',
    '1\n2\n3\n4\n5\n6\n7\n8\n',
    [
      ['1', '0'],
      ['8', '0'],
    ],
    '@@ -1,8 +1,8 @@\n-1\n+0\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+0\n',
  ],
])('%s', (_, before, changes, hunks) => {
  const patch = unifiedDiff(before, splicesOf(before, changes), 'x.yaml');
  expect(patch).toBe(hunks === '' ? '' : `--- a/x.yaml\n+++ b/x.yaml\n${hunks}`);
});

test('a name does not reach the terminal', () => {
  const splices = [{ offset: 0, length: 0, insertion: 'a\n' }];
  expect(unifiedDiff('', splices, 'a\u001b[31m\nb')).toMatch(/^--- a\/a\?\[31m\?b\n/);
});

test('the patch makes what the splices make', () => {
  const words = fc.array(fc.constantFrom('a', 'b', '\n', '\n', '\r\n'), { maxLength: 60 }).map((all) => all.join(''));
  const cuts = fc.array(fc.tuple(fc.nat(12), fc.nat(6), words), { maxLength: 8 });
  fc.assert(
    fc.property(words, cuts, (text, list) => {
      const splices: Splice[] = [];
      let at = 0;
      for (const [gap, length, insertion] of list) {
        const offset = at + gap;
        if (offset + length > text.length) break;
        splices.push({ offset, length, insertion });
        at = offset + length;
      }
      const patch = unifiedDiff(text, splices, 'x');
      const after = applySplices(text, splices);
      expect(apply(text, patch)).toBe(after);
      if (text === after && splices.length < 2) expect(patch).toBe('');
    }),
    { numRuns: 3000 },
  );
});
