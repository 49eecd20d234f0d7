import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './support/command-line';
import { compiledLibrary } from './support/compiled';

const ROOT = join(__dirname, '..');
const CLI = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
const APP = (body: string) => `
const { App, ApiObject, Chart } = require('cdk8s');
const { Aspects, HardeningChecks, Severity } = require('${compiledLibrary()}/lib');
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const pod = (id, spec) => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
${body}
app.synth();
`;
const GOOD = { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } };
const container = {
  name: 'web',
  image: 'ghcr.io/acme/web:1.0',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

function synth(
  body: string,
  properties = '{ profile: restricted }',
  files: { [path: string]: string } = {},
  ...argv: string[]
) {
  const cwd = folder({
    'main.js': APP(body),
    'cdk8s.yaml': `language: typescript\napp: node main.js\nvalidations:\n  - package: ${compiledLibrary()}/lib/plugin/validation\n    version: 1.0.0\n    class: HardeningValidation\n    properties: ${properties}\n`,
    ...files,
  });
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
  const args = [CLI, 'synth', '--check-upgrade=false', '--validation-reports-output-file', 'report.json', ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
  });
  const report = () => JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')).reports[0];
  return { status, stdout, stderr, report };
}

const pod = (id: string, spec: object) => `pod('${id}', ${JSON.stringify({ containers: [container], ...spec })});`;

test('passes what is clean', () => {
  const { status, report, stdout, stderr } = synth(pod('web', GOOD));
  expect({ status, stdout: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, stdout: '' });
  expect(report()).toMatchObject({
    summary: { status: 'success', metadata: { Profile: 'restricted', Findings: '0' } },
    violations: [],
  });
});

test('refuses each object without a namespace, as the charts of an app set it', () => {
  const body =
    "const bare = new Chart(app, 'bare'); new ApiObject(bare, 'c', { apiVersion: 'v1', kind: 'ConfigMap' });";
  const properties = '{ policy: hardening.yaml, rules: default-namespace }';
  const { status, report } = synth(body, properties, { 'hardening.yaml': 'namespace: shop\n' });
  expect(status).not.toBe(0);
  expect(report().violations.map(({ ruleName }: any) => ruleName)).toEqual(['default-namespace (low)']);
});

test('refuses what check refuses, and names the construct and the line that made it', () => {
  const { status, report, stdout } = synth(
    [
      'Aspects.of(app).add(new HardeningChecks({ failOn: Severity.CRITICAL }));',
      "new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } });",
      pod('web', {}),
    ].join('\n'),
  );
  expect(status).toBe(2);
  expect(stdout).toContain('Construct Path: shop/web');
  const { violations, summary } = report();
  expect(summary.status).toBe('failure');
  expect(violations.map(({ ruleName }: any) => ruleName).sort()).toEqual([
    'run-as-non-root (high)',
    'seccomp-profile-missing (medium)',
  ]);
  for (const { violatingConstructs, recommendation, fix } of violations) {
    expect(violatingConstructs).toHaveLength(1);
    expect(violatingConstructs[0].constructPath).toBe('shop/web');
    expect(violatingConstructs[0].locations[0]).toMatch(/^\/spec\/.*created at main\.js:\d+:\d+$/);
    expect(recommendation).toContain('PSS restricted');
    expect(fix).toContain('cdk8s-hardened explain');
  }
});

test('leaves the construct open where names alone could mislead', () => {
  const { report } = synth(
    [
      "new ApiObject(chart, 'twin', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'b' }, spec: { containers: [{ name: 'a', image: 'b' }] } });",
      pod('web', {}),
    ].join('\n'),
  );
  const [violation] = report().violations.filter(({ ruleName }: any) => ruleName.startsWith('run-as-non-root'));
  expect(violation.violatingConstructs).toHaveLength(2);
  for (const { constructPath } of violation.violatingConstructs) expect(constructPath).toBeUndefined();
});

test('follows the policy file of the app', () => {
  const policy = 'profile: restricted\nrules: { run-as-non-root: false, seccomp-profile-missing: false }\n';
  expect(synth(pod('web', {}), '{}', { 'hardening.yaml': policy }).status).toBe(0);
  const { status, stdout, stderr } = synth(pod('web', {}), '{ policy: none.yaml }');
  expect(status).not.toBe(0);
  expect(stdout + stderr).toContain('none.yaml: does not exist');
});

test('can be left out', () => {
  expect(synth(pod('web', {}), '{}', {}, '--no-validate').status).toBe(0);
});
