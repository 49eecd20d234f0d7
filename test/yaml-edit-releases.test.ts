import { HardenMode, harden } from '../src/harden/harden';
import type { Manifest } from '../src/model/manifest';
import { readObjects } from '../src/model/read-objects';
import { Profiles } from '../src/profiles/profiles';
import { unifiedDiff } from '../src/report/diff/unified-diff';
import { editYaml, type YamlEdit } from '../src/yaml/edit/edit';
import { readYaml } from '../src/yaml/read';
import { RELEASES, type Release, textsOf, whyNoReleases } from './support/releases';

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

const whereTheyAre = whyNoReleases() ? describe.skip : describe;

whereTheyAre('published releases', () => {
  const changed: string[] = [];

  test.each(RELEASES.map((release): [string, Release] => [release.id, release]))('%s', (id, release) => {
    for (const text of textsOf(release)) {
      const { edits, wanted } = editsFor(text);
      const outcome = editYaml(text, edits);
      expect(outcome.refused).toEqual([]);
      expect(readYaml(outcome.text).documents.map(({ value }) => value)).toEqual(wanted);
      expect(editYaml(outcome.text, edits)).toEqual({ text: outcome.text, splices: [], refused: [] });
      if (outcome.text !== text) changed.push(id);

      const lines = unifiedDiff(text, outcome.splices, id).split('\n').slice(2);
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
    }
  });

  test('and something was mended in most projects', () => {
    expect(new Set(changed).size).toBeGreaterThan(4);
  });
});

test('line ends of Windows, a byte order mark and a missing last newline outlast the mending', () => {
  const text = [
    '# an account of its own',
    'apiVersion: v1',
    'kind: ServiceAccount',
    'metadata: { name: web }',
    '---',
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    '  name: web',
    'spec:',
    '  serviceAccountName: web # not the default',
    '  containers:',
    '  - name: web',
    '    image: nginx:1.27',
    '    args: # as a block',
    '    - |',
    '      -g',
    '      daemon off;',
    '',
  ].join('\n');
  const { edits } = editsFor(text);
  const plain = editYaml(text, edits).text;
  expect(plain).not.toBe(text);
  const windows = (each: string) => `\uFEFF${each.replaceAll('\n', '\r\n').trimEnd()}`;
  expect(editYaml(windows(text), edits)).toMatchObject({ text: windows(plain), refused: [] });
});
