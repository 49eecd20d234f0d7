import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Include, Testing } from 'cdk8s';
import { Aspects, Harden, HardeningChecks, HardenMode, Profiles, Severity } from '../src';

/** Unmodified upstream releases; they lie beside the checkout and are never copied into it. */
const RELEASES = join(__dirname, '..', '..', 'shared', 'corpus', 'releases');

if (!existsSync(RELEASES)) {
  console.warn(
    `SKIPPED: the upstream releases are not there (${RELEASES}); third-party YAML is NOT tested in this run`,
  );
}
const releases = existsSync(RELEASES) ? readdirSync(RELEASES).sort() : [];

const folder = mkdtempSync(join(tmpdir(), 'releases-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `Include` starts a process for each file: a release of many files is loaded as one stream, as `cat` would give it. */
function fileOf(release: string): string {
  const path = join(RELEASES, release);
  if (!statSync(path).isDirectory()) return path;
  const stream = join(folder, `${release}.yaml`);
  const texts = readdirSync(path).map((file) => readFileSync(join(path, file), 'utf8'));
  writeFileSync(stream, texts.join('\n---\n'));
  return stream;
}

function chartOf(app: App, release: string): Chart {
  const chart = new Chart(app, release.replace('.yaml', ''));
  new Include(chart, 'release', { url: fileOf(release) });
  return chart;
}

test('the releases were looked for', () => {
  expect(releases.length === 0 || releases.length >= 8).toBe(true);
});

(releases.length > 0 ? describe : describe.skip).each(releases)('%s', (release) => {
  test('is refused as it is, with the list of what is wrong', () => {
    const app = new App({ outdir: folder });
    const chart = chartOf(app, release);
    const checks = new HardeningChecks();
    Aspects.of(app).add(checks);
    expect(() => Testing.synth(chart)).toThrow(/cdk8s-hardened refuses to write this app: \d+ findings/);
    const findings = checks.lastReport?.findings ?? [];
    for (const { origin, pointer } of findings) expect(`${origin.constructPath} ${pointer}`).toMatch(/^\S+\/\S+ \/\S+/);
  });

  test('is accepted at level restricted once it is mended', () => {
    const profile = Profiles.restricted();
    const app = new App({ outdir: folder });
    const chart = chartOf(app, release);
    const checks = new HardeningChecks({ profile });
    Aspects.of(app).add(new Harden({ profile, mode: HardenMode.FORCE }));
    Aspects.of(app).add(checks);
    expect(Testing.synth(chart).length).toBeGreaterThan(0);
    expect(checks.lastReport?.objects).toBeGreaterThan(5);
  });
});

(releases.length > 0 ? test : test.skip)('what no fix can know is left to a person, and can be waived by name', () => {
  const app = new App({ outdir: folder });
  const chart = chartOf(app, 'guestbook');
  const aspect = new HardeningChecks({ failOn: Severity.CRITICAL });
  Aspects.of(app).add(new Harden({ mode: HardenMode.FORCE }));
  Aspects.of(app).add(aspect);
  Testing.synth(chart);
  const left = aspect.lastReport?.findings ?? [];
  expect(new Set(left.map(({ rule }) => rule))).toContain('image-not-pinned-by-digest');
  const waivers = left.map(({ rule, object: { kind, name, namespace }, container }) => ({
    ...{ rule, kind, name, namespace, container },
    reason: 'taken over from upstream as it is, reviewed each quarter',
    lastDay: '2099-12-31',
  }));
  const second = new App({ outdir: folder });
  const copy = chartOf(second, 'guestbook');
  Aspects.of(second).add(new Harden({ mode: HardenMode.FORCE }));
  Aspects.of(second).add(new HardeningChecks({ waivers }));
  expect(Testing.synth(copy).length).toBeGreaterThan(0);
});
