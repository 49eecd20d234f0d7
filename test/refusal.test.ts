import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include } from 'cdk8s';
import { type Refusal, refusalError, refusalOf, type Verdict } from '../src/aspects/refusal/refusal';
import { Checker } from '../src/engine/checker';
import { Aspects, HardeningChecks, ManifestSet, Profiles } from '../src/index';
import { PLAIN } from '../src/report/paint';

const folder = mkdtempSync(join(tmpdir(), 'refusal-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  delete process.env.HARDENING_VERBOSE;
});

const spec = (privileged: boolean) => ({
  hostNetwork: true,
  containers: [{ name: 'main', image: 'ghcr.io/acme/web:1.0.0', securityContext: { privileged } }],
});

const podCalled = (name: string, privileged = false): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: spec(privileged),
});

/** A release of many pods in one file, and two pods of the program; one of these is the worst. */
function refused(pods = 12): Error & { fullText: string } {
  const release = join(folder, 'release.yaml');
  const texts = Array.from({ length: pods }, (_, index) =>
    JSON.stringify(podCalled(`pod-${index}`, index === pods - 1)),
  );
  writeFileSync(release, texts.join('\n---\n'));
  const app = new App({ outdir: join(folder, 'dist') });
  Aspects.of(app).add(new HardeningChecks());
  const chart = new Chart(app, 'vendor');
  new Include(chart, 'release', { url: release });
  const own = new Chart(app, 'own');
  new ApiObject(own, 'calm', podCalled('calm'));
  new ApiObject(own, 'wild', podCalled('wild', true));
  return thrownBy(() => app.synth());
}

function thrownBy(act: () => void): Error & { fullText: string } {
  try {
    act();
  } catch (error) {
    return error as Error & { fullText: string };
  }
  throw new Error('nothing was refused');
}

const linesWith = (text: string, pattern: RegExp) => text.split('\n').filter((line) => pattern.test(line));

describe('a long refusal', () => {
  const { message, fullText } = refused();
  const lines = message.split('\n');

  test('starts with its numbers, the worst severity first', () => {
    expect(lines[0]).toMatch(
      /^cdk8s-hardened refuses to write this app: \d+ findings by HardeningChecks \(profile nsa, Kubernetes 1\.\d+\)$/,
    );
    expect(lines[2]).toMatch(/^2 critical, \d+ high, \d+ medium, \d+ low/);
    const sum = (lines[2] as string).match(/\d+/g)?.reduce((all, each) => all + Number(each), 0);
    expect(lines[0]).toContain(`${sum} findings`);
  });

  test('names the line of an Include once, with the construct', () => {
    const [title, ...others] = linesWith(message, /vendor\/release {2}created at/);
    expect(title).toMatch(/^vendor\/release {2}created at test\/refusal\.test\.ts:\d+:3: \d+ findings in 12 objects$/);
    expect(others).toEqual([]);
    const [place = ''] = /test\/refusal\.test\.ts:\d+:3/.exec(title as string) ?? [];
    expect(message.split(place)).toHaveLength(2);
  });

  test('names the file of other objects, and the line of each', () => {
    expect(linesWith(message, /^test\/refusal\.test\.ts: \d+ findings in 2 objects$/)).toHaveLength(1);
    expect(
      linesWith(message, /^ {2}Pod shop\/calm .* own\/calm {2}created at test\/refusal\.test\.ts:\d+:3$/),
    ).toHaveLength(1);
  });

  test('has the worst object of each source first, and counts those that it leaves out', () => {
    const objects = linesWith(message, /^ {2}Pod /);
    expect(objects).toHaveLength(10 + 2);
    expect(objects[0]).toMatch(/^ {2}Pod shop\/pod-11 {2}1 critical, /);
    expect(lines).toContain('  … and 2 more objects');
    expect(linesWith(message, /Pod shop\/(wild|calm)/).map((line) => line.trim().split(' ')[1])).toEqual([
      'shop/wild',
      'shop/calm',
    ]);
  });

  test('has the text of each rule once', () => {
    expect(linesWith(message, /privileged-container {2}2 critical — /)).toHaveLength(1);
    expect(linesWith(message, /host-network {2}14 high — /)).toHaveLength(1);
    expect(message.indexOf('  privileged-container  2')).toBeLessThan(message.indexOf('  host-network  14'));
  });

  test('leads to every finding, which the error has', () => {
    expect(message).toContain('HARDENING_VERBOSE=1 shows every finding');
    const [, number] = /app: (\d+) findings/.exec(message) as unknown as [string, string];
    expect(linesWith(fullText, /^✗ /)).toHaveLength(Number(number));
    expect(linesWith(message, /^✗ /)).toHaveLength(0);
  });

  test('is the whole text with HARDENING_VERBOSE=1', () => {
    process.env.HARDENING_VERBOSE = '1';
    const verbose = refused();
    expect(verbose.message).toBe(verbose.fullText);
    expect(linesWith(verbose.message, /^✗ /).length).toBeGreaterThan(20);
    process.env.HARDENING_VERBOSE = '0';
    expect(refused().message).toBe(message);
  });
});

test('a refusal of 20 findings lists them, one of 21 does not', () => {
  const profile = Profiles.nsa();
  const manifests = ManifestSet.fromYaml(JSON.stringify(podCalled('a', true)));
  const report = new Checker({ profile, today: '2026-11-24' }).check(manifests);
  const shownOf = (number: number) => {
    const findings = Array.from(
      { length: number },
      (_, index) => ({ ...report.findings[0], pointer: `/${index}` }) as any,
    );
    const verdict = { by: 'a test', report: report._with({ findings }), rules: profile.rules, refused: true, idle: [] };
    return refusalOf([verdict], { env: {} })?.shown(PLAIN) ?? '';
  };
  expect(linesWith(shownOf(20), /^✗ /)).toHaveLength(20);
  expect(linesWith(shownOf(21), /^✗ /)).toHaveLength(0);
});

test('nothing that an object is called reaches the terminal as a control character', () => {
  const pods = Array.from({ length: 30 }, (_, index) => JSON.stringify(podCalled(`\u001b[31m${index}\u202e`, true)));
  const set = ManifestSet.fromYaml(pods.join('\n---\n'));
  const report = new Checker({ profile: Profiles.nsa(), today: '2026-11-24' }).check(set);
  const verdict: Verdict = { by: 'a test', report, rules: Profiles.nsa().rules, refused: true, idle: [] };
  const text = refusalOf([verdict], { env: {} })?.shown(PLAIN) as string;
  expect(text).toContain('\\u001b[31m');
  for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character);
});

describe('the error', () => {
  const refusal: Refusal = {
    fullText: 'all of it',
    report: new Checker({ profile: Profiles.nsa(), today: '2026-11-24' }).check(ManifestSet.fromJson([])),
    shown: (paint) => `${paint('red', 'refused')}\n    at odds (with: itself)`,
  };
  const stackOf = (env: NodeJS.ProcessEnv, isTTY: boolean) => refusalError(refusal, { env, isTTY }).stack as string;
  const coloured = '\u001b[31mrefused\u001b[0m\n    at odds (with: itself)';

  test('has colour on a terminal only, and never in its message', () => {
    expect(refusalError(refusal, { env: {}, isTTY: true }).message).toBe(refusal.shown(PLAIN));
    expect(stackOf({}, true).startsWith(coloured)).toBe(true);
    for (const [env, isTTY] of [
      [{}, false],
      [{ NO_COLOR: '1' }, true],
      [{ CI: 'true' }, true],
      [{ TERM: 'dumb' }, true],
    ] as const) {
      expect(stackOf(env, isTTY)).not.toContain('\u001b');
    }
  });

  test('has its frames, but under cdk8s synth only the line of the program', () => {
    expect(stackOf({}, false)).toMatch(/\n {4}at .*node_modules/);
    expect(stackOf({ CDK8S_OUTDIR: 'dist' }, false)).toMatch(
      /^refused\n {4}at odds \(with: itself\)\n {4}at test\/refusal\.test\.ts:\d+:\d+$/,
    );
    expect(stackOf({ CDK8S_OUTDIR: 'dist' }, true).startsWith(`${coloured}\n    at test/refusal.test.ts:`)).toBe(true);
  });

  test('keeps the full text where Node does not print it', () => {
    const error = refusalError(refusal, { env: {}, isTTY: false });
    expect(error).toHaveProperty('fullText', 'all of it');
    expect(Object.keys(error)).toEqual([]);
  });
});

test('a program that cdk8s synth runs prints the refusal and one line of its own, and no code of this library', () => {
  const text = `
    import { ApiObject, App, Chart } from 'cdk8s';
    import { Aspects, HardeningChecks } from 'cdk8s-hardened';
    const app = new App();
    Aspects.of(app).add(new HardeningChecks());
    new ApiObject(new Chart(app, 'c'), 'p', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: ${JSON.stringify(spec(true))} } as any);
    app.synth();
  `;
  const main = join(folder, 'main.ts');
  writeFileSync(main, text);
  const { stderr, status } = spawnSync(
    process.execPath,
    ['-r', 'ts-node/register/transpile-only', '-r', join(__dirname, '..', 'tools', 'load-example.ts'), main],
    {
      cwd: join(__dirname, '..'),
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK8S_OUTDIR: join(folder, 'out'),
        TS_NODE_PROJECT: join(__dirname, 'tsconfig.json'),
        NODE_PATH: join(__dirname, '..', 'node_modules'),
      },
    },
  );
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/^cdk8s-hardened refuses to write this app: \d+ findings/);
  expect(linesWith(stderr, /^ {4}at /)).toEqual([expect.stringMatching(/^ {4}at .*main\.ts:7:9$/)]);
  expect(stderr).not.toMatch(/throw |new Error/);
});
