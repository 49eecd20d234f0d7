import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import * as hardened from '../src/index';
import { compiledLibrary } from './support/compiled';
import { secondCopy } from './support/second-copy';
import { IMAGE } from './support/workloads';

const OTHER = secondCopy().hardened;
const CONTAINERS = [{ image: IMAGE, portNumber: 8080 }];

describe.each([
  ['this copy', hardened, OTHER],
  ['the other copy', OTHER, hardened],
])('an app of %s, where both act in the process', (_, own, other) => {
  const newChart = () => new Chart(new App({ outdir: join(tmpdir(), 'two-copies') }), 'shop', { namespace: 'shop' });

  beforeAll(() => {
    for (const each of [other, own]) each.Aspects.of(new App()).add(new each.HardeningChecks());
  });

  test('is fixed and written', () => {
    const chart = newChart();
    new own.SecureDeployment(chart, 'web', { containers: CONTAINERS });
    const [deployment] = Testing.synth(chart).filter(({ kind }) => kind === 'Deployment');
    expect(deployment.spec.template.spec.securityContext).toMatchObject({ seccompProfile: { type: 'RuntimeDefault' } });
    expect((chart.node.root as App).synthYaml()).toContain('kind: Deployment');
  });

  test('is refused where it is weaker, once', () => {
    const chart = newChart();
    own.Aspects.of(chart).add(new own.HardeningChecks());
    const securityContext = { privileged: true, allowPrivilegeEscalation: true };
    new own.SecureDeployment(chart, 'web', { containers: [{ ...CONTAINERS[0], securityContext } as any] });
    expect(() => Testing.synth(chart)).toThrow(/^cdk8s-hardened refuses to write this app: /);
  });

  test('may hold workloads of both', () => {
    const chart = newChart();
    new own.SecureDeployment(chart, 'web', { containers: CONTAINERS });
    new other.SecureDeployment(chart, 'api', { containers: CONTAINERS });
    const pods = Testing.synth(chart).filter(({ kind }) => kind === 'Deployment');
    expect(pods.map(({ spec }) => spec.template.spec.containers[0].securityContext.runAsNonRoot)).toEqual([true, true]);
  });
});

describe('a second copy in node_modules', () => {
  const first = compiledLibrary();
  const second = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-second-'));
  cpSync(join(first, 'lib'), join(second, 'lib'), { recursive: true });
  const described = JSON.parse(readFileSync(join(first, 'package.json'), 'utf8'));
  writeFileSync(
    join(second, 'package.json'),
    JSON.stringify({ ...described, name: 'cdk8s-hardened-other', version: '1.2.3' }),
  );
  for (const name of ['node_modules', 'src']) symlinkSync(join(first, name), join(second, name));
  afterAll(() => rmSync(second, { recursive: true, force: true }));

  const run = (...copies: string[]) => {
    const text = copies
      .map(
        (copy) =>
          `{ const { Aspects, Harden } = require(${JSON.stringify(join(copy, 'lib'))}); for (let i = 0; i < 2; i++) Aspects.of(new (require(${JSON.stringify(join(first, 'node_modules', 'cdk8s'))}).App)()).add(new Harden()); }`,
      )
      .join('\n');
    return spawnSync(process.execPath, ['-e', text], { encoding: 'utf8' });
  };

  test('is reported once, by both names and places', () => {
    const { status, stderr } = run(first, second, first, second);
    expect(status).toBe(0);
    expect(stderr.match(/HardeningWarning/g)).toHaveLength(1);
    expect(stderr).toContain(
      `two copies of this library are loaded, ${described.name} ${described.version} in ${first} and cdk8s-hardened-other 1.2.3 in ${second}; keep one (npm ls ${described.name} cdk8s-hardened-other)`,
    );
  });

  test('without a package.json, as in a bundle, acts and is reported too', () => {
    rmSync(join(second, 'package.json'));
    const { status, stderr } = run(second, first);
    expect(status).toBe(0);
    expect(stderr).toContain(`are loaded, cdk8s-hardened of an unknown version in ${second} and `);
    expect(run(second)).toMatchObject({ status: 0, stderr: '' });
  });

  test('that is not used is not reported, nor is one copy', () => {
    expect(run(first, first)).toMatchObject({ status: 0, stderr: '' });
  });
});
