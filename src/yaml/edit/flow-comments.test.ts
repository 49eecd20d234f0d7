import * as fc from 'fast-check';
import { readYaml } from '../read';
import { editYaml } from './edit';

/** Values in forms that a writer would not choose. */
const FORMS = ['0644', "'a'", '"b"', '0x1F', '{ x:   1 }', '[ 1,2 ]', '1_0', "{'q': 0755}"];

interface Written {
  readonly key: string;
  readonly form: string;
  /** What stands above, behind, and between the field before and this one. */
  readonly above: boolean;
  readonly behind: boolean;
  readonly breaks: boolean;
  readonly isRemoved: boolean;
}

const field = fc.record({
  form: fc.constantFrom(...FORMS),
  above: fc.boolean(),
  behind: fc.boolean(),
  breaks: fc.boolean(),
  isRemoved: fc.boolean(),
});
const fields = fc
  .array(field, { minLength: 1, maxLength: 6 })
  .map((list): Written[] => list.map((each, index) => ({ ...each, key: `k${index}` })));

/** A mapping whose comments name the fields that they are about. */
function written(list: readonly Written[], isTrailing: boolean, indent: string): string {
  let text = '{';
  let isOpen = false; // a comment must end its line
  list.forEach(({ key, form, above, behind, breaks }, index) => {
    if (breaks || above || isOpen) text += `\n${indent}`;
    else if (index > 0) text += ' ';
    if (above) text += `# above ${key}\n${indent}`;
    text += `${key}: ${form}${index < list.length - 1 || isTrailing ? ',' : ''}`;
    isOpen = behind;
    if (behind) text += `  # behind ${key}`;
  });
  return `${text}${isOpen || isTrailing ? '\n' : ''}${indent}}`;
}

test('a removal and an addition keep the comments and the forms of the other fields', () => {
  fc.assert(
    fc.property(
      fields,
      fc.boolean(),
      fc.constantFrom('  ', '    '),
      fc.array(fc.constantFrom('n0', 'n1'), { maxLength: 2 }),
      fc.constantFrom('', '\nlast: 1 # end\n', ' # tail\n'),
      (list, isTrailing, indent, added, after) => {
        const text = `# top\nfirst: 1\nmap: ${written(list, isTrailing, indent)}${after}`;
        const { documents, problems } = readYaml(text);
        expect(problems).toEqual([]);
        const before = documents[0]?.value;
        const map = { ...before.map };
        for (const { key, isRemoved } of list) if (isRemoved) delete map[key];
        for (const key of added) map[key] = [{ a: 'x' }];
        const outcome = editYaml(text, [{ document: 0, pointer: '', before, after: { ...before, map } }]);
        expect(outcome.refused).toEqual([]);
        expect(readYaml(outcome.text).documents[0]?.value).toEqual({ ...before, map });
        const lines = outcome.text.split('\n');
        for (const { key, form, above, behind, isRemoved } of list) {
          if (isRemoved) continue;
          expect(outcome.text).toContain(`${key}: ${form}`);
          if (above) expect(outcome.text).toContain(`# above ${key}`);
          if (behind) expect(lines.some((line) => line.includes(`# behind ${key}`))).toBe(true);
        }
        expect(outcome.text.endsWith(after)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  [
    'a: [ "x", # first\n  \'q\', 0o7, # seven\n  z ] # end\n',
    'a: [ "x", # first\n  0o7, # seven\n  z, "new" ] # end\n',
  ],
  ["a:\n  - 'q' # first\n  - 0o7 # seven\n", 'a:\n  - 0o7 # seven\n  - new\n'],
])('so do the items of a list that stays as long as it was', (text, wanted) => {
  const before = readYaml(text).documents[0]?.value;
  const after = { a: [...before.a.filter((item: unknown) => item !== 'q'), 'new'] };
  expect(editYaml(text, [{ document: 0, pointer: '', before, after }])).toMatchObject({ text: wanted, refused: [] });
});

test('so does one in a block, also where no field is left', () => {
  fc.assert(
    fc.property(
      fields,
      fc.array(fc.constantFrom('n0', 'n1'), { maxLength: 2 }),
      fc.constantFrom('last: 1 # end\n', '# tail\n', ''),
      (list, added, after) => {
        const lines = list.flatMap(({ key, form, above, behind, breaks }) => [
          ...(breaks ? [`  # apart ${key}`, ''] : []),
          ...(above ? [`  # above ${key}`] : []),
          `  ${key}: ${form}${behind ? ` # behind ${key}` : ''}`,
        ]);
        const text = `# top\nmap: # the map\n${lines.join('\n')}\n${after}`;
        const before = readYaml(text).documents[0]?.value;
        const map = { ...before.map };
        for (const { key, isRemoved } of list) if (isRemoved) delete map[key];
        for (const key of added) map[key] = [{ a: 'x' }];
        const outcome = editYaml(text, [{ document: 0, pointer: '', before, after: { ...before, map } }]);
        expect(outcome.refused).toEqual([]);
        expect(readYaml(outcome.text).documents[0]?.value).toEqual({ ...before, map });
        const hasOther = list.some(({ isRemoved }) => !isRemoved) || added.length > 0;
        for (const [index, { key, form, above, behind, breaks, isRemoved }] of list.entries()) {
          // What stands apart is about no field: it goes only where all around it goes.
          if (breaks && hasOther && (index === 0 || !list[index - 1]?.isRemoved || !isRemoved))
            expect(outcome.text).toContain(`# apart ${key}`);
          if (isRemoved) continue;
          expect(outcome.text).toContain(`  ${key}: ${form}${behind ? ` # behind ${key}` : ''}\n`);
          if (above) expect(outcome.text).toContain(`# above ${key}\n`);
        }
        expect(outcome.text.endsWith(after)).toBe(true);
        expect(outcome.text).toContain('# the map');
      },
    ),
    { numRuns: 300 },
  );
});
