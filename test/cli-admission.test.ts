import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { staticPoliciesProblem } from '../src/constructs/cluster/static-policies';
import { command, folder } from './support/command-line';

const POLICY = `profile: baseline
kubernetesVersion: '1.34'
rules: { image-registry-not-allowed: { enabled: true, options: { registries: [registry.acme.example] } } }
waivers:
  - { rule: host-pid, reason: reads processes, expires: 2999-01-01, kind: Pod, namespace: agents, name: top }
`;
const cwd = folder({ 'hardening.yaml': POLICY, 'a file': '' });
const admission = (...argv: string[]) => command(['admission', ...argv], { cwd });

describe('admission', () => {
  test('writes the policies of the policy file as YAML, with its profile, options and waivers', async () => {
    const { code, stdout, stderr } = await admission(
      '--stage',
      'warn',
      '--spare',
      'calico-system=agents of the network',
    );
    expect(code).toBe(0);
    const objects: any[] = loadAll(stdout) as any[];
    const of = (name: string) => objects.find(({ metadata }) => metadata.name === name);
    expect(of('hardening-pod-security-warn').spec.validationActions).toEqual(['Warn', 'Audit']);
    expect(JSON.stringify(of('hardening-images'))).toContain('acme[.]example');
    expect(JSON.stringify(of('hardening-pod-security'))).toContain('pod agents/top');
    expect(of('hardening-rbac')).toBeUndefined(); // baseline has no such rules
    expect(stdout).toContain('calico-system');
    // One object decides each rule of baseline.
    expect(stderr).toMatch(/^left out: guard admission-policies: the API server asks static policies alone.*\n$/);
  });

  test('follows the options before the policy file, and says what is left out', async () => {
    const { stdout, stderr } = await admission(
      '--profile',
      'nsa',
      '--families',
      'rbac, namespaces',
      '--no-guards',
      '--cluster-stage',
      'deny',
    );
    const objects: any[] = loadAll(stdout) as any[];
    const policies = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    expect(policies.map(({ metadata }) => metadata.name)).toEqual(['hardening-namespaces', 'hardening-rbac']);
    const actions = objects.map(({ metadata, spec }) => [metadata.name, spec.validationActions?.join()]);
    expect(actions).toContainEqual(['hardening-rbac-cluster', 'Deny,Audit']);
    expect(actions).toContainEqual(['hardening-rbac-audit', 'Audit']);
    for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^left out: [^:]+: .{15,}[^.]$/);
    expect(stderr).toContain('left out: host-pid: its family, pod-security, is not asked for\n');
  });

  test('writes what check accepts: a stage that refuses nothing, until a day', async () => {
    const files = async (...argv: string[]) => {
      const { stdout } = await admission('--families', 'images,rbac', '--profile', 'nsa', ...argv);
      return command(['check', '--no-policy', '-'], { stdin: stdout });
    };
    expect(await files('--staged-until', '2027-03-31')).toMatchObject({ code: 0 });
    expect(await files('--stage', 'deny')).toMatchObject({ code: 0 });
    expect((await files()).stdout).toContain('admission-webhook-fail-open');
  });

  test('writes guards, with the groups that may exec and a stage of their own', async () => {
    const { code, stdout } = await admission(
      ...['--no-families', '--exec-groups', 'on-call, system:serviceaccounts:ci', '--guards', 'exec,stage-label'],
      ...['--stage', 'warn', '--guard-stage', 'deny'],
    );
    const objects: any[] = loadAll(stdout) as any[];
    expect(code).toBe(0);
    expect(objects.map(({ metadata, spec }) => [metadata.name, spec.validationActions?.join()])).toEqual([
      ['hardening-guard-exec', undefined],
      ['hardening-guard-exec-cluster', 'Deny,Audit'],
      ['hardening-guard-exec-deny', 'Deny,Audit'],
      ['hardening-guard-stage-label', undefined],
      ['hardening-guard-stage-label-cluster', 'Deny,Audit'],
    ]);
    expect(stdout).toContain("g in ['on-call', 'system:serviceaccounts:ci']");
    expect(await command(['check', '--no-policy', '-'], { stdin: stdout })).toMatchObject({ code: 0 });
  });

  test('writes a file for each static policy, with its bindings', async () => {
    const at = join(cwd, 'made', 'policies');
    const argv = ['--kubernetes-version', '1.37', '--static', 'made/policies'];
    const { code, stdout } = await admission(...argv);
    const files = readdirSync(at).sort();
    expect({ code, stdout }).toEqual({ code: 0, stdout: `wrote ${files.length} policies to ${at}\n` });
    expect(files).toContain('hardening-pod-security.static.k8s.io.yaml');
    expect(files).toContain('hardening-guard-admission-policies.static.k8s.io.yaml');
    for (const file of files) {
      const objects: any[] = loadAll(readFileSync(join(at, file), 'utf8')) as any[];
      expect(objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')).toHaveLength(1);
      expect(staticPoliciesProblem(objects)).toBeUndefined();
    }
    writeFileSync(join(at, 'hardening-old.static.k8s.io.yaml'), '');
    const again = await admission(...argv);
    expect(again.stdout).toContain('hardening-old.static.k8s.io.yaml is of an earlier run');
    expect(readdirSync(at)).toHaveLength(files.length + 1);
  });

  test('fills pods, and writes that policy into a folder of its own, as another plugin reads it', async () => {
    const { code, stdout, stderr } = await admission(
      ...['--fill', '--no-guards', '--stage', 'deny', '--profile', 'restricted', '--kubernetes-version', '1.36'],
    );
    expect(code).toBe(0);
    const [policy, binding]: any[] = loadAll(stdout) as any[];
    expect([policy.kind, binding.kind]).toEqual(['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding']);
    expect(binding.spec.policyName).toBe(policy.metadata.name);
    expect(stderr).toBe('');
    const argv = ['--fill', '--profile', 'restricted', '--kubernetes-version', '1.37', '--static', 'filled'];
    expect(await admission(...argv)).toMatchObject({ code: 0 });
    const at = join(cwd, 'filled');
    expect(readdirSync(join(at, 'fill'))).toEqual(['hardening-fill.static.k8s.io.yaml']);
    const objects: any[] = loadAll(
      readFileSync(join(at, 'fill', 'hardening-fill.static.k8s.io.yaml'), 'utf8'),
    ) as any[];
    expect(objects.map(({ metadata, spec }) => [metadata.name, spec.policyName])).toEqual([
      ['hardening-fill.static.k8s.io', undefined],
      ['hardening-fill-deny.static.k8s.io', 'hardening-fill.static.k8s.io'],
    ]);
    const without = await admission(...argv.slice(1));
    expect(without.stdout).toContain('fill/hardening-fill.static.k8s.io.yaml is of an earlier run');
  });

  test.each<[argv: string[], message: string]>([
    [['--fill'], 'Kubernetes 1.34 has no stable MutatingAdmissionPolicy, which fills pods; use 1.36 or newer'],
    [['--kubernetes-version', '1.29'], 'Kubernetes 1.29 has no stable ValidatingAdmissionPolicy; use 1.30 or newer'],
    [['--static', 'x'], '--static has static policies, which Kubernetes 1.34 does not read before 1.37'],
    [['--static', 'x', '--kubernetes-version', '1.36'], 'the feature gate ManifestBasedAdmissionControlConfig'],
    [['--static', 'a file', '--kubernetes-version', '1.37'], 'a file cannot be written: is no folder; name one'],
    [['--static', 'a file/x', '--kubernetes-version', '1.37'], 'a file/x cannot be written: lies below a file; name'],
    [['--static', '', '--kubernetes-version', '1.37'], '--static is empty; name a folder'],
    [['--stage', 'enforce'], 'Allowed choices are audit, warn, deny'],
    [['--families', 'pods'], 'family "pods"'],
    [['--guards', 'exec,label'], 'guard "label" is not known; use one of exec, pod-security-labels, '],
    [['--guards', 'stage-label', '--exec-groups', 'a'], 'groups that may exec are named, but the guard "exec" is not'],
    [['--exec-groups', 'a,,b'], 'exec group "" is not valid'],
    [['--guard-stage', 'enforce'], 'Allowed choices are audit, warn, deny'],
    [['--spare', 'calico-system'], '--spare is "calico-system"; write it as NAMESPACE=REASON'],
    [['--spare', 'calico-system='], 'namespace "calico-system" is spared without a reason'],
    [['--staged-until', 'soon'], 'the stages last until "soon"; write the day as YYYY-MM-DD'],
    [['--policy', 'none.yaml'], 'none.yaml'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await admission(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^cdk8s-hardened: (?!crashed)/);
    expect(stderr).toContain(message);
  });
});
