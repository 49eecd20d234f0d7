import { PodSecurityLevel } from '../../src/engine/rule';
import { isFileKind } from '../../src/kubernetes/api/file-kinds';
import { isOwnKind } from '../../src/kubernetes/api/table';
import { JUDGED_KINDS } from '../../src/kubernetes/judged-kinds';
import { ManifestSet } from '../../src/model/manifest-set';
import { CATALOG } from '../../src/rules/catalog';
import { command, folder } from '../support/command-line';

const STRANGE = 'apiVersion: example.com/v1\nkind: Database\nmetadata: {name: db, namespace: shop}\n';
const APP = `${STRANGE.replace('Database', 'App')}spec: {run: {containers: [{name: a, image: 'ghcr.io/acme/a:1.0'}]}}\n`;
const KNOWN = [
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['cilium.io/v2', 'CiliumNetworkPolicy'],
  ['keda.sh/v1alpha1', 'ScaledObject'],
  ['template.openshift.io/v1', 'Template'],
  ['argoproj.io/v1alpha1', 'Rollout'],
]
  .map(([apiVersion, kind]) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\n`)
  .join('---\n');
const QUIET = ['--rules', 'host-pid'];

const check = (files: { [path: string]: string }, ...argv: string[]) =>
  command(['check', '.', ...QUIET, ...argv], { cwd: folder(files) });

describe('check, with an object of a kind that no rule knows', () => {
  test.each<[string, string[], number, boolean]>([
    ['names it by default', [], 0, true],
    ['names it with warn', ['--unknown', 'warn'], 0, true],
    ['names it in no text with ignore', ['--unknown=ignore'], 0, false],
    ['refuses it with error', ['--unknown=error'], 2, true],
  ])('%s', async (_, argv, code, isNamed) => {
    const outcome = await check({ 'db.yaml': STRANGE }, ...argv);
    expect([outcome.code, outcome.stderr]).toEqual([code, '']);
    expect(outcome.stdout.includes('example.com/v1 Database')).toBe(isNamed);
    const json = await check({ 'db.yaml': STRANGE }, '--format', 'json', ...argv);
    expect(JSON.parse(json.stdout).unknown).toHaveLength(1);
    expect(json.code).toBe(code);
  });

  test.each([
    ['error', [], 2],
    ['ignore', [], 0],
    ['error', ['--unknown', 'warn'], 0],
  ])('follows the policy file: %s %j', async (unknown, argv, code) => {
    const files = { 'db.yaml': STRANGE, 'hardening.yaml': `unknown: ${unknown}\n` };
    const cwd = folder(files);
    expect((await command(['check', 'db.yaml', ...argv], { cwd })).code).toBe(code);
  });

  test('refuses another value', async () => {
    const outcome = await check({ 'db.yaml': STRANGE }, '--unknown', 'warm');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('value for unknown kinds "warm"');
    const cwd = folder({ 'db.yaml': STRANGE, 'hardening.yaml': 'unknown: maybe\n' });
    expect((await command(['check', 'db.yaml'], { cwd })).stderr).toContain('hardening.yaml:1:');
  });

  test('reports the places of the pods in it', async () => {
    const { stdout, code } = await check({ 'app.yaml': APP }, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).unknown).toMatchObject([{ object: { kind: 'App' }, pods: ['/spec/run'] }]);
    const weak = APP.replace('containers', 'hostPID: true, containers');
    const text = await check({ 'app.yaml': weak });
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('/spec/run/hostPID  (part of a pod)\n');
    expect(text.stdout).toContain(
      '     1  example.com/v1 App\n        1 pod found in them: judged by what the object says\n',
    );
  });
});

test('kinds that a rule names, or whose pods are known, are not unknown', async () => {
  const { stdout } = await command(['check', '--format', 'json', 'a.yaml'], { cwd: folder({ 'a.yaml': KNOWN }) });
  expect(JSON.parse(stdout).unknown).toEqual([]);
});

describe('images', () => {
  const files = { 'a.yaml': [STRANGE, APP].join('---\n') };

  test('lists what is found in unknown kinds, and names the kinds', async () => {
    expect(await command(['images', 'a.yaml'], { cwd: folder(files) })).toEqual({
      code: 0,
      stdout: 'ghcr.io/acme/a:1.0\n',
      stderr:
        'example.com/v1 App (1 object): no rule knows the kind; only images of pods that were found in it are listed\n' +
        'example.com/v1 Database (1 object): no rule knows the kind; only images of pods that were found in it are listed\n',
    });
    const { stdout } = await command(['images', '--format', 'json', 'a.yaml'], { cwd: folder(files) });
    expect(JSON.parse(stdout).unknown).toEqual([
      { kind: 'example.com/v1 App', objects: 1 },
      { kind: 'example.com/v1 Database', objects: 1 },
    ]);
  });
});

test('the kinds beside Kubernetes’ own that count as known are those that the rules ask for', () => {
  const asked = new Set<string>(CATALOG.flatMap(({ visitor }) => visitor.types ?? []));
  const ofType = jest.spyOn(ManifestSet.prototype, 'ofType');
  // A token may be the name of a Secret, which some of these kinds make.
  const env = [{ name: 'API_TOKEN', value: '9fK2mQ7xVb4LpZ8w' }];
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', env }] } };
  const deployment = { replicas: 2, selector: { matchLabels: { app: 'a' } }, template };
  const set = ManifestSet.fromJson(
    [
      { apiVersion: 'v1', kind: 'Namespace' },
      { apiVersion: 'v1', kind: 'Service', spec: { selector: { app: 'a' } } },
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: deployment },
    ].map((each) => ({ ...each, metadata: { name: 'a', namespace: 'a' } })),
  );
  for (const rule of CATALOG)
    rule.check(set, { kubernetesVersion: '1.34', podSecurityLevel: PodSecurityLevel.BASELINE });
  for (const [type] of ofType.mock.calls) asked.add(type);
  ofType.mockRestore();
  expect(JUDGED_KINDS.filter((type) => !asked.has(type))).toEqual([]);
  expect([...asked].filter((type) => !isOwnKind(type) && !isFileKind(type) && !JUDGED_KINDS.includes(type))).toEqual(
    [],
  );
});
