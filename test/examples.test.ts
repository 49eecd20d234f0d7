import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import {
  Checker,
  HardeningChecks,
  type Manifest,
  ManifestSet,
  Profiles,
  SecureDeployment,
  type Waiver,
} from 'cdk8s-hardened';
import { buildAdmission } from '../examples/admission/admission';
import { buildCluster } from '../examples/cluster/cluster';
import { buildShop as buildShopOfLanguages } from '../examples/languages/shop';
import { buildLearningPlatform } from '../examples/learning-platform/learning-platform';
import { buildNightlyJobs } from '../examples/nightly-jobs/nightly-jobs';
import { buildNodeAgent } from '../examples/node-agent/node-agent';
import { buildOperator } from '../examples/operator/operator';
import { acmeProfile } from '../examples/platform/acme-rules';
import { AcmeChart, AcmeService } from '../examples/platform/acme-service';
import { buildPlatform } from '../examples/platform/platform';
import { buildQueueWorkers } from '../examples/queue-workers/queue-workers';
import { buildShop } from '../examples/shop/shop';
import { buildWebAndDatabase } from '../examples/web-and-database/web-and-database';
import { perRule } from '../src/engine/waivers/waiver';
import { atLeast, KNOWN_VERSIONS, NEWEST_VERSION } from '../src/kubernetes/kubernetes-version';
import { readObjects } from '../src/model/read-objects';
import { readYaml } from '../src/yaml/read';

const EXAMPLES: { readonly [name: string]: (app: App) => unknown } = {
  admission: buildAdmission,
  languages: buildShopOfLanguages,
  'learning-platform': buildLearningPlatform,
  'nightly-jobs': buildNightlyJobs,
  'node-agent': buildNodeAgent,
  operator: buildOperator,
  platform: buildPlatform,
  'queue-workers': buildQueueWorkers,
  shop: buildShop,
  'web-and-database': buildWebAndDatabase,
};
/** Files of nodes are no manifests; test/constructs/cluster judges them. The app itself judges its objects. */
const CLUSTERS: { readonly [name: string]: (app: App) => unknown } = { cluster: buildCluster };
const FOLDER = join(__dirname, '..', 'examples');

/** The waivers that a synth recorded, each with its object. */
function recordedIn(folder: string): Waiver[] {
  const path = join(folder, 'hardening.waivers');
  const { objects = [] } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  return objects.flatMap(({ kind, namespace, name, waivers }: any) =>
    waivers.map(({ construct: _, ...terms }: Waiver) => ({ ...terms, kind, namespaceName: namespace, name })),
  );
}

/** Hashes of objects differ with the line of cdk8s-plus; the next test counts a record only where they are right. */
function withoutHashes(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8').replace(/"sha256": "[0-9a-f]{64}"/g, '"sha256": ""');
}

test('every example is tested here', () => {
  expect(Object.keys({ ...EXAMPLES, ...CLUSTERS }).sort()).toEqual(readdirSync(FOLDER).sort());
});

test.each(Object.entries(CLUSTERS))('example %s writes what stands in expected/', (name, build) => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  const app = new App({ outdir });
  build(app);
  app.synth();
  const textsIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => [
        join(parentPath, file).slice(folder.length),
        withoutHashes(parentPath, file),
      ]);
  expect(Object.fromEntries(textsIn(outdir))).toEqual(Object.fromEntries(textsIn(join(FOLDER, name, 'expected'))));
  rmSync(outdir, { recursive: true });
});

describe.each(Object.entries(EXAMPLES))('example %s', (name, build) => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  const app = new App({ outdir });
  build(app);
  app.synth();
  const files = readdirSync(outdir).sort();
  const given = recordedIn(outdir);
  afterAll(() => rmSync(outdir, { recursive: true }));

  test('writes what stands in expected/ (npm run examples -- --update after a wanted change)', () => {
    const expected = join(FOLDER, name, 'expected');
    expect(files).toEqual(readdirSync(expected).sort());
    for (const file of files) {
      expect(withoutHashes(outdir, file)).toBe(withoutHashes(expected, file));
    }
  });

  test('passes its profiles at every known version, read back from its files', () => {
    const written = files.filter((file) => file.endsWith('.yaml'));
    const objects = written.flatMap((file) => readYaml(readFileSync(join(outdir, file), 'utf8')).documents);
    const manifests = objects.flatMap(({ value }) => readObjects(value).map(({ manifest }) => manifest as Manifest));
    expect(manifests.length).toBeGreaterThan(7);
    // A waiver of a policy file may be of a rule that only its profile has, and cover what follows from that.
    const hasPolicy = existsSync(join(FOLDER, name, 'hardening.yaml'));
    const profiles = [...(hasPolicy ? [] : [Profiles.baseline(), Profiles.restricted()]), Profiles.nsa()];
    for (const kubernetesVersion of KNOWN_VERSIONS) {
      for (const profile of profiles) {
        const waivers = perRule(given).filter(({ rule }) => profile.hasRule(rule));
        const report = new Checker({ profile, kubernetesVersion, today: '2026-11-24', waivers }).check(
          ManifestSet.fromManifests(manifests),
        );
        // Some probes are newer too.
        const errors = report.errors.filter(() => atLeast(kubernetesVersion, '1.29'));
        expect(errors).toEqual([]);
        expect(report.unknown).toEqual([]);
        if (profile.name === 'nsa' && kubernetesVersion === NEWEST_VERSION) expect(report.unusedWaivers).toEqual([]);
        // Some fields are newer: an old server drops them, and `nsa` says so. A policy may be for an older version.
        const findings = report.findings.filter(
          ({ rule }) =>
            rule !== 'pss-version-outdated' && (rule !== 'unknown-field' || atLeast(kubernetesVersion, '1.29')),
        );
        expect(findings.map(({ rule, objectRef }) => `${rule} ${objectRef.kind} ${objectRef.name}`)).toEqual([]);
      }
    }
  });
});

describe('example platform', () => {
  const refusalOf = (act: (app: App) => void): string => {
    const app = new App({ outdir: join(tmpdir(), 'cdk8s-hardened') });
    act(app);
    try {
      app.synthYaml();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('nothing was refused');
  };
  const service = { repository: 'x/y', digest: 'a1'.repeat(32), owner: 'catalogue' };

  test('refuses what its own rule refuses, by its own construct and by others', () => {
    const message = refusalOf((app) => {
      const chart = new AcmeChart(app, 'shop');
      new AcmeService(chart, 'search', { ...service, owner: 'nobody' });
      new SecureDeployment(chart, 'own', { containers: [{ image: `ghcr.io/acme/own@sha256:${service.digest}` }] });
    });
    expect(message).toContain('✗ acme-owner-label (medium) — no team owns the pods of "shop-search-workload-');
    expect(message).toContain('✗ acme-owner-label (medium) — no team owns the pods of "shop-own-');
    expect(message).toContain('set acme.example.com/owner to one of payments, catalogue, platform');
    expect(message).toContain('ACME 4.1');
  });

  test('cannot be waived', () => {
    const waivers = [
      { rule: 'acme-owner-label', construct: 'x', reason: 'we are all responsible', expires: '2099-12-31' },
    ];
    expect(() => new HardeningChecks({ profile: acmeProfile(), waivers })).toThrow('does not let this rule be waived');
  });
});
