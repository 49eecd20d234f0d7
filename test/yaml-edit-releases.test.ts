import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { HardenMode, harden } from '../src/harden/harden';
import type { Manifest } from '../src/model/manifest';
import { readObjects } from '../src/model/manifest-set';
import { Profiles } from '../src/profiles/profiles';
import { unifiedDiff } from '../src/report/diff/unified-diff';
import { editYaml, type YamlEdit } from '../src/yaml/edit/edit';
import { readYaml } from '../src/yaml/read';

/** Releases of well-known projects as they are published; they lie beside the repository, where there is room. */
const RELEASES = join(__dirname, '..', '..', 'shared', 'corpus', 'releases');

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return /\.(ya?ml|json)$/.test(path) ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

interface Edits {
  readonly edits: YamlEdit[];
  readonly wanted: unknown[];
}

/** What `fix --force` asks for. */
function editsFor(text: string): Edits {
  const { documents } = readYaml(text);
  const objects = documents.flatMap(({ value }, document) =>
    readObjects(value).flatMap(({ pointer, manifest }) => (manifest ? [{ document, pointer, manifest }] : [])),
  );
  const all = objects.map(({ manifest }) => manifest);
  const mended = harden(all, all, { profile: Profiles.nsa(), mode: HardenMode.FORCE, today: '2026-01-01' });
  const after = (manifest: Manifest) => mended.get(manifest)?.manifest.json;
  const edits = objects.map(({ document, pointer, manifest }) => {
    return { document, pointer, before: manifest.json, after: after(manifest) };
  });
  const wanted = documents.map(({ value }, document) => {
    const whole = edits.find((edit) => edit.document === document && edit.pointer === '');
    return whole ? whole.after : value;
  });
  return { edits, wanted };
}

const FILES = filesIn(RELEASES);
const withFiles = FILES.length > 0 ? describe : describe.skip;

withFiles('published releases', () => {
  const changed: string[] = [];

  test.each(FILES.map((file) => relative(RELEASES, file)))('%s', (name) => {
    const text = readFileSync(join(RELEASES, name), 'utf8');
    const { edits, wanted } = editsFor(text);
    const outcome = editYaml(text, edits);
    expect(outcome.refused).toEqual([]);
    expect(readYaml(outcome.text).documents.map(({ value }) => value)).toEqual(wanted);
    expect(editYaml(outcome.text, edits)).toEqual({ text: outcome.text, splices: [], refused: [] });
    if (outcome.text !== text) changed.push(name);

    const lines = unifiedDiff(text, outcome.splices, name).split('\n').slice(2);
    const gone = lines.filter((line) => line.startsWith('-'));
    expect(gone.filter((line) => line.includes('#'))).toEqual([]); // all comments stay
    const comments = (each: string) => each.match(/^\s*#.*$/gm);
    expect(comments(outcome.text)).toEqual(comments(text));
    // the documents of objects that were right are the same to the byte
    const parts = (each: string) => each.split(/^---/m);
    const [before, after] = [parts(text), parts(outcome.text)];
    expect(after).toHaveLength(before.length);
    const touched = before.filter((part, index) => part !== after[index]).length;
    const asked = edits.filter((edit) => JSON.stringify(edit.before) !== JSON.stringify(edit.after)).length;
    expect(touched).toBe(asked);
  });

  test('and something was mended in most projects', () => {
    expect(new Set(changed.map((name) => name.split('/')[0])).size).toBeGreaterThan(4);
  });
});

test('line ends of Windows, a byte order mark and a missing last newline outlast the mending', () => {
  const file = FILES.find((name) => name.endsWith('bookinfo.yaml'));
  const text = file
    ? readFileSync(file, 'utf8')
    : 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: a\n';
  const { edits } = editsFor(text);
  const plain = editYaml(text, edits).text;
  expect(plain).not.toBe(text);
  const windows = (each: string) => `\uFEFF${each.replaceAll('\n', '\r\n').trimEnd()}`;
  expect(editYaml(windows(text), edits)).toMatchObject({ text: windows(plain), refused: [] });
});
