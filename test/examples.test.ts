import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { Checker, type Manifest, ManifestSet, Profiles } from 'cdk8s-hardened';
import { buildShop } from '../examples/shop/shop';
import { KNOWN_VERSIONS } from '../src/model/kubernetes-version';
import { readObjects } from '../src/model/manifest-set';
import { readYaml } from '../src/model/yaml';

const EXAMPLES: { readonly [name: string]: (app: App) => unknown } = { shop: buildShop };
const FOLDER = join(__dirname, '..', 'examples');

test('every example is tested here', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(readdirSync(FOLDER).sort());
});

describe.each(Object.entries(EXAMPLES))('example %s', (name, build) => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  const app = new App({ outdir });
  build(app);
  app.synth();
  const files = readdirSync(outdir).sort();
  afterAll(() => rmSync(outdir, { recursive: true }));

  test('writes what stands in expected/ (npm run examples -- --update after a wanted change)', () => {
    const expected = join(FOLDER, name, 'expected');
    expect(files).toEqual(readdirSync(expected).sort());
    for (const file of files) {
      expect(readFileSync(join(outdir, file), 'utf8')).toBe(readFileSync(join(expected, file), 'utf8'));
    }
  });

  test('passes every profile at every known version, read back from its files', () => {
    const objects = files.flatMap((file) => readYaml(readFileSync(join(outdir, file), 'utf8')).documents);
    const manifests = objects.flatMap(({ value }) => readObjects(value).map(({ manifest }) => manifest as Manifest));
    expect(manifests.length).toBeGreaterThan(10);
    for (const kubernetesVersion of KNOWN_VERSIONS) {
      for (const profile of [Profiles.baseline(), Profiles.restricted(), Profiles.nsa()]) {
        const report = new Checker({ profile, kubernetesVersion, today: '2026-11-24' }).check(
          ManifestSet.of(manifests),
        );
        expect(report.errors).toEqual([]);
        expect(report.findings.map(({ rule, object }) => `${rule} ${object.kind} ${object.name}`)).toEqual([]);
      }
    }
  });
});
