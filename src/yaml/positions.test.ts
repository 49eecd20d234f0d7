import fc from 'fast-check';
import { escapeSegment } from '../json/pointer';
import { SharedReading, type YamlDocument } from './document';
import { readYaml } from './read';

const DOCUMENTS = [
  'kind: Pod\nmetadata: { name: "a b", labels: {"app": web, 8080: x} }\nspec:\n  containers:\n    - name: web\n      args: [a, "b", c]\n',
  '# a comment\nkind: ConfigMap\ndata:\n  "quoted/key": |\n    text\n    more\n  empty:\n',
  '{"kind": "List", "items": [{"kind": "Pod"}, {"kind": "Pod", "a": [1, [2]]}]}\n',
  'base: &base\n  a: 1\ncopy: *base\nmerged:\n  <<: *base\n  b: 2\n',
  `items:\n${Array.from({ length: 150 }, (_, index) => `  - { kind: Pod, name: n${index} }\n`).join('')}`,
];

function pointersIn(value: unknown, pointer = ''): string[] {
  if (value === null || typeof value !== 'object') return [pointer];
  const below = Object.entries(value).flatMap(([key, each]) => pointersIn(each, `${pointer}/${escapeSegment(key)}`));
  return [pointer, ...below, `${pointer}/none`];
}

const positionsIn = (document: YamlDocument, lines: number) =>
  pointersIn(document.value).map((pointer) => {
    const { line, column } = document.positionOf(pointer);
    return [pointer, line + lines, column];
  });

test('the positions in a document are those in its own text, among others and in any order of questions', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(DOCUMENTS, { minLength: 1 }), fc.infiniteStream(fc.nat()), (texts, numbers) => {
      const together = readYaml(texts.map((text) => `---\n${text}`).join(''), new SharedReading()).documents;
      const shared = new SharedReading();
      const alone = texts.map((text) => readYaml(text, shared).documents[0] as YamlDocument);
      expect(together).toHaveLength(texts.length);
      for (const [index, document] of together.entries())
        expect(positionsIn(document, 0)).toEqual(positionsIn(alone[index] as YamlDocument, document.firstLine));
      for (const number of [...numbers.take(40)]) {
        const index = number % texts.length;
        const pointers = pointersIn(alone[index]?.value);
        const pointer = pointers[(number * 31) % pointers.length] as string;
        const place = together[index]?.positionOf(pointer);
        expect(alone[index]?.positionOf(pointer).column).toBe(place?.column);
      }
    }),
    { numRuns: 50 },
  );
});

test('a field stands where its key does, an item where it starts, and what does not exist where its nearest parent does', () => {
  const text = DOCUMENTS.at(-1) as string;
  const [document] = readYaml(text).documents;
  expect(document?.positionOf('/items/149')).toEqual({ line: 151, column: 5 });
  expect(document?.positionOf('/items/149/name')).toEqual({ line: 151, column: 18 });
  expect(document?.positionOf('/items/150')).toEqual({ line: 1, column: 1 });
  const [first] = readYaml(DOCUMENTS[0] as string).documents;
  expect(first?.positionOf('/metadata/labels/app')).toEqual({ line: 2, column: 35 });
  expect(first?.positionOf('/spec/containers/0/args/1')).toEqual({ line: 6, column: 17 });
  expect(first?.positionOf('/spec/containers/0/image')).toEqual({ line: 5, column: 7 });
});

test('a text of more than one batch reads as its documents do one by one', () => {
  const filler = `data:\n  a: "${'x'.repeat(8_000_000)}"\n`;
  const texts = [...DOCUMENTS, filler, ...DOCUMENTS, filler, filler, filler, 'broken: [\n', ...DOCUMENTS];
  const { documents, problems } = readYaml(texts.join('---\n'));
  const alone = texts.map((text) => readYaml(text).documents[0]?.value).filter((value) => value !== undefined);
  expect(documents.map(({ value }) => value)).toEqual(alone);
  const lines = texts.slice(0, texts.indexOf('broken: [\n')).reduce((sum, text) => sum + text.split('\n').length, 0);
  expect(problems.map(({ line }) => line)).toEqual([expect.any(Number)]);
  expect(problems[0]?.line).toBeGreaterThanOrEqual(lines);
  const last = documents.at(-1) as YamlDocument;
  const whole = texts.join('---\n').split('\n');
  expect(whole[last.positionOf('/items/149').line - 1]).toContain('n149');
});
