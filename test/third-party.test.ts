import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Include, Testing } from 'cdk8s';
import { Aspects, Harden, HardeningChecks, HardenMode, Profiles, Severity } from '../src/index';
import { valueAt } from '../src/json/pointer';
import type { Manifest } from '../src/model/manifest';
import type { WorkloadRequirements } from '../src/profiles/workload-requirements';
import { readYaml } from '../src/yaml/read';
import { changesBetween } from './support/changes';
import { command } from './support/command-line';
import {
  documentsOf,
  type MendedRelease,
  manifestsOf,
  mend,
  mendRelease,
  POLICIES_FOLDER,
  policyOf,
  RELEASES,
  type Release,
  TODAY,
  textsOf,
  whyNoReleases,
} from './support/releases';

const where = whyNoReleases() ? describe.skip : describe;

const releaseOf = (id: string) => RELEASES.find((release) => release.id === id) as Release;

/** Reading and mending a large release takes seconds: once for all tests. */
const documents = new Map<string, any[]>();
const mended = new Map<string, MendedRelease>();

function documentsIn(release: Release): any[] {
  const found = documents.get(release.id) ?? documentsOf(release);
  documents.set(release.id, found);
  return found;
}

function mendedOf(release: Release): MendedRelease {
  const found = mended.get(release.id) ?? mendRelease(release, documentsIn(release));
  mended.set(release.id, found);
  return found;
}

test('each release has a policy, and each policy a release', () => {
  const files = readdirSync(POLICIES_FOLDER).filter((name) => name.endsWith('.yaml'));
  expect(files.sort()).toEqual(RELEASES.map(({ id }) => `${id}.yaml`).sort());
});

test.each(RELEASES.map(({ id }) => id))('the policy of %s says why', (id) => {
  const { needs = [], waivers = [] } = policyOf(releaseOf(id));
  for (const { reason, expires } of waivers) {
    expect(reason.length).toBeGreaterThan(40);
    expect(expires > TODAY).toBe(true);
  }
  for (const need of needs) expect(need.kind).toBeDefined();
});

where.each(RELEASES.map(({ id }) => id))('%s', (id) => {
  const release = releaseOf(id);

  test('is judged without an error, before and after', () => {
    const { reportBefore, reportAfter, restrictedBefore, restrictedAfter } = mendedOf(release);
    for (const report of [reportBefore, reportAfter, restrictedBefore, restrictedAfter])
      expect(report.errors.filter(({ isRefusal }) => !isRefusal)).toEqual([]); // kustomize completes some
    expect(reportBefore.findings.length).toBeGreaterThan(0);
    expect(reportAfter.objectCount).toBeGreaterThan(5);
  });

  test('has nothing left that a fix could mend', () => {
    const { findings } = mendedOf(release).reportAfter;
    expect(
      findings.filter(({ fix }) => fix.length > 0).map(({ rule, objectRef }) => `${rule} ${objectRef.name}`),
    ).toEqual([]);
  });

  test('is not changed by mending it again', () => {
    const { after, policy } = mendedOf(release);
    for (const [before, { manifest, applied }] of mend(after, policy)) {
      expect(applied).toEqual([]);
      expect(manifest.json).toEqual(before.json);
    }
  });

  test('is changed only where fixes and needs say so', () => {
    const { before, after, applied, policy } = mendedOf(release);
    for (const [index, was] of before.entries()) {
      const is = after[index] as Manifest;
      const own = applied.filter(({ objectRef }) => sameObject(objectRef, was.objectRef));
      const fixed = own.flatMap(({ fix }) => fix.filter(({ value }) => !isEmpty(value) || value?.emptyDir));
      const needed = (policy.needs ?? []).flatMap((need) => placesOf(need, was));
      const places = [...fixed.map(({ path }) => path), ...needed];
      for (const pointer of changesBetween(was.json, is.json))
        expect([pointer, places.some((place) => isWithin(pointer, place))]).toEqual([pointer, true]);
    }
  });

  test('passes level restricted, but for what is waived', () => {
    expect(mendedOf(release).restrictedAfter.findings).toEqual([]);
  });

  test('makes use of every waiver', () => {
    const { unusedWaivers } = mendedOf(release).reportAfter;
    expect(unusedWaivers.map(({ waiver, why }) => `${waiver.rule} of ${waiver.kind} ${waiver.name} ${why}`)).toEqual(
      [],
    );
  });

  test('keeps what is waived as it was', () => {
    const { before, after, reportAfter } = mendedOf(release);
    for (const { finding } of reportAfter.waived) {
      const index = after.findIndex(({ objectRef }) => objectRef === finding.objectRef);
      const [was, is] = [before[index], after[index]].map((each) => valueAt(each?.json, finding.pointer));
      expect({ of: finding.rule, value: is }).toEqual({ of: finding.rule, value: was });
    }
  });
});

where('in a list', () => {
  test('the same objects are mended in the same way', () => {
    const release = releaseOf('kube-prometheus');
    const list = { apiVersion: 'v1', kind: 'List', items: documentsIn(release) };
    const { after, reportAfter } = mendRelease(release, [list]);
    expect(after.map(({ json }) => json)).toEqual(mendedOf(release).after.map(({ json }) => json));
    expect(reportAfter.findings).toHaveLength(mendedOf(release).reportAfter.findings.length);
  });
});

where('piped through `fix --force`', () => {
  test.each(['guestbook', 'kube-prometheus', 'longhorn'])('%s becomes what harden() makes of it', async (id) => {
    const release = releaseOf(id);
    const policy = join(POLICIES_FOLDER, `${id}.yaml`);
    const stdin = textsOf(release).join('\n---\n');
    const { code, stdout } = await command(['fix', '--force', '--quiet', '--policy', policy, '-'], { stdin });
    expect(code).toBe(1); // findings are left for a person
    const written = manifestsOf(readYaml(stdout).documents.map(({ value }) => value));
    expect(written.map(({ json }) => json)).toEqual(mendedOf(release).after.map(({ json }) => json));
  });
});

where('included in a chart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'releases-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** `Include` starts a process for each file: a release of many files is loaded as one stream, as `cat` would give it. */
  function chartOf(app: App, release: Release): Chart {
    const file = join(folder, `${release.id}.yaml`);
    writeFileSync(file, textsOf(release).join('\n---\n'));
    const chart = new Chart(app, release.id);
    new Include(chart, 'release', { url: file });
    return chart;
  }

  test.each(['guestbook', 'kube-prometheus', 'metrics-server'])('%s becomes what harden() makes of it', (id) => {
    const release = releaseOf(id);
    const app = new App({ outdir: folder });
    const chart = chartOf(app, release);
    Aspects.of(app).add(new Harden({ ...policyOf(release), mode: HardenMode.FORCE, today: TODAY }));
    const written = manifestsOf(Testing.synth(chart)); // a list stays a list; what is in it is mended
    expect(byName(written)).toEqual(byName(mendedOf(release).after));
  });

  test('is refused as it is, with the list of what is wrong', () => {
    const app = new App({ outdir: folder });
    const chart = chartOf(app, releaseOf('guestbook'));
    const checks = new HardeningChecks();
    Aspects.of(app).add(checks);
    expect(() => Testing.synth(chart)).toThrow(/cdk8s-hardened refuses to write this app: \d+ findings/);
    const findings = checks.lastReport?.findings ?? [];
    for (const { origin, pointer } of findings) expect(`${origin.constructPath} ${pointer}`).toMatch(/^\S+\/\S+ \/\S+/);
  });

  test('is accepted at level restricted once it is mended', () => {
    const release = releaseOf('guestbook');
    const app = new App({ outdir: folder });
    const chart = chartOf(app, release);
    Aspects.of(app).add(new Harden({ ...policyOf(release), mode: HardenMode.FORCE }));
    Aspects.of(app).add(new HardeningChecks({ profile: Profiles.restricted() }));
    expect(Testing.synth(chart).length).toBeGreaterThan(5);
  });

  test('needs that match no container are an error that names them', () => {
    const release = releaseOf('guestbook');
    const [first, ...others] = policyOf(release).needs ?? [];
    const needs = [{ ...(first as WorkloadRequirements), name: 'front-end' }, ...others];
    const app = new App({ outdir: folder });
    const chart = chartOf(app, release);
    Aspects.of(app).add(new Harden({ ...policyOf(release), needs, mode: HardenMode.FORCE }));
    expect(() => Testing.synth(chart)).toThrow(
      'needs of Deployment "front-end", container "php-redis" match no container; correct or remove them',
    );
  });

  test('what no fix can know is left to a person, and can be waived by name', () => {
    const release = releaseOf('guestbook');
    const app = new App({ outdir: folder });
    const chart = chartOf(app, release);
    const aspect = new HardeningChecks({ failOn: Severity.CRITICAL });
    const harden = () => new Harden({ ...policyOf(release), mode: HardenMode.FORCE });
    Aspects.of(app).add(harden());
    Aspects.of(app).add(aspect);
    Testing.synth(chart);
    const left = aspect.lastReport?.findings ?? [];
    expect(new Set(left.map(({ rule }) => rule))).toContain('image-not-pinned-by-digest');
    const waivers = left.map(({ rule, objectRef: { kind, name, namespaceName }, container }) => ({
      ...{ rule, kind, name, namespaceName, container },
      reason: 'taken over from upstream as it is, reviewed each quarter',
      expires: '2099-12-31',
    }));
    const second = new App({ outdir: folder });
    const copy = chartOf(second, release);
    Aspects.of(second).add(harden());
    Aspects.of(second).add(new HardeningChecks({ waivers }));
    expect(Testing.synth(copy).length).toBeGreaterThan(0);
  });
});

/** Where a need may change an object: written out here once more, so that the two must agree. */
function placesOf(need: WorkloadRequirements, { podTemplate, objectRef, json }: Manifest): string[] {
  if (
    !podTemplate ||
    objectRef.name !== need.name ||
    objectRef.kind !== need.kind ||
    objectRef.namespaceName !== need.namespaceName
  )
    return [];
  const places: string[] = [];
  const { specPath } = podTemplate;
  const containers = podTemplate.containers.filter(
    ({ name }) => need.container === undefined || name === need.container,
  );
  const appended = (pointer: string) => `${pointer}/${(valueAt(json, pointer) ?? []).length}`;
  for (const { path } of containers) {
    if (need.user !== undefined) places.push(`${path}/securityContext/runAsUser`);
    if (need.group !== undefined) places.push(`${path}/securityContext/runAsGroup`);
    for (const index of (need.writablePaths ?? []).keys())
      places.push(`${path}/volumeMounts/${(valueAt(json, `${path}/volumeMounts`) ?? []).length + index}`);
  }
  for (const index of (need.writablePaths ?? []).keys())
    places.push(`${specPath}/volumes/${(valueAt(json, `${specPath}/volumes`) ?? []).length + index}`);
  if (need.bindPrivilegedPorts) places.push(appended(`${specPath}/securityContext/sysctls`));
  if (need.fsGroup !== undefined) places.push(`${specPath}/securityContext/fsGroup`);
  return places;
}

function isWithin(pointer: string, place: string): boolean {
  const whole = place.endsWith('/-') ? place.slice(0, -'/-'.length) : place;
  return pointer === whole || pointer.startsWith(`${whole}/`);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function sameObject(a: Manifest['objectRef'], b: Manifest['objectRef']): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespaceName === b.namespaceName;
}

function byName(manifests: readonly Manifest[]): any[] {
  const keyOf = ({ objectRef: { kind, namespaceName = '', name } }: Manifest) => `${kind} ${namespaceName} ${name}`;
  return [...manifests].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(({ json }) => json);
}
