import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, folder } from './support/command-line';

const KUBELET = (field: string) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication:\n  ${field}:\n    enabled: false\n`;
const FIREWALL = `#!/usr/sbin/nft -f
table inet hardening {
  chain input {
    type filter hook input priority filter; policy drop;
    tcp dport 10250 accept
  }
}
`;

/** Each finding, as `place: rule object`. */
async function found(files: { readonly [path: string]: string }, ...argv: string[]) {
  const cwd = folder(files);
  const { code, stdout } = await command(['check', '--format', 'json', '.', ...argv], { cwd });
  const { findings, errors, summary } = JSON.parse(stdout);
  const lines = findings.map(
    ({ rule, location, object }: any) => `${location.file}:${location.line}: ${rule} ${object.name}`,
  );
  return { code, lines, errors, summary };
}

test('the kubelets of several nodes are told apart by their files', async () => {
  const files = { 'a/config.yaml': KUBELET('anonymus'), 'b/config.yaml': KUBELET('anonymous') };
  const { lines, errors } = await found(files, '--rules', 'unknown-field');
  expect(lines).toEqual(['a/config.yaml:4: unknown-field a/config.yaml']);
  expect(errors).toEqual([]);
});

test('a finding in a file of a node can be waived by its path', async () => {
  const waiver = (name: string) =>
    JSON.stringify({
      waivers: [
        {
          ...{ rule: 'unknown-field', kind: 'KubeletConfiguration', name },
          ...{ reason: 'a newer kubelet reads it', expires: '2026-12-31' },
        },
      ],
    });
  const files = { 'a/config.yaml': KUBELET('anonymus'), 'b/config.yaml': KUBELET('anonymus') };
  const cwd = folder({ ...files, 'policy.json': waiver('a/config.yaml') });
  const { stdout } = await command(
    ['check', '--format', 'json', '--rules', 'unknown-field', '--policy', 'policy.json', 'a', 'b'],
    { cwd },
  );
  const { findings } = JSON.parse(stdout);
  expect(findings.map(({ location, waived }: any) => [location.file, waived !== null])).toEqual([
    ['b/config.yaml', false],
    ['a/config.yaml', true],
  ]);
});

test('a namespace of the command line is not for files of nodes', async () => {
  const { lines } = await found({ 'config.yaml': KUBELET('anonymous') }, '--namespace', 'shop');
  expect(lines.filter((line: string) => line.includes('namespace'))).toEqual([]);
});

test('rulesets and files for systemd-tmpfiles in folders are judged, at their lines', async () => {
  const { lines, summary } = await found({
    'etc/nftables.d/hardening.nft': FIREWALL,
    'etc/tmpfiles.d/k8s.conf': '# modes\nz /etc/kubernetes/*.conf 0644 root root -\n',
    'etc/other/k8s.conf': 'z /etc/kubernetes/*.conf 0644 root root -\n',
    'etc/sysctl.d/90.conf': 'vm.panic_on_oom = 0\n',
  });
  expect(lines).toEqual([
    'etc/nftables.d/hardening.nft:5: node-firewall-open etc/nftables.d/hardening.nft',
    'etc/tmpfiles.d/k8s.conf:2: node-file-mode etc/tmpfiles.d/k8s.conf',
  ]);
  expect(summary.objects).toBe(3);
});

test('a ruleset is known by what it says', async () => {
  const { stdout } = await command(['check', '--format', 'json', '-'], { stdin: FIREWALL });
  expect(JSON.parse(stdout).findings.map(({ rule, location }: any) => [rule, location.line])).toEqual([
    ['node-firewall-open', 5],
  ]);
});

test('a configuration of a plugin is judged in its place', async () => {
  const admission = `apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  - name: PodSecurity
    configuration:
      apiVersion: pod-security.admission.config.k8s.io/v1
      kind: PodSecurityConfiguration
      defaults: { enforce: privileged, audit: restricted, warn: restricted }
`;
  const { lines } = await found({ 'admission.yaml': admission });
  expect(lines).toEqual(['admission.yaml:8: pod-security-defaults-weak admission.yaml']);
});

test('what a component refuses is an error', async () => {
  const { errors, code } = await found({
    'audit.yaml': 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  - level: metadata\n  - level: Metadata\n',
    'kubelet.yaml': 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: "0"\n',
  });
  expect(errors.map(({ location }: any) => `${location.file}:${location.line}`)).toEqual([
    'audit.yaml:4',
    'kubelet.yaml:3',
  ]);
  expect(code).toBe(2);
});

test('a fix leaves texts that are no YAML alone', async () => {
  const cwd = folder({ 'a.nft': FIREWALL, 'a.yaml': KUBELET('anonymous') });
  await command(['fix', '.'], { cwd });
  expect(readFileSync(join(cwd, 'a.nft'), 'utf8')).toBe(FIREWALL);
});

test('a patch of kubeadm in a folder is no pod', async () => {
  const patch = 'apiVersion: v1\nkind: Pod\nmetadata: { name: kube-apiserver }\nspec: { containers: [{ name: a }] }\n';
  const { lines, summary } = await found({
    'patches/kube-apiserver0+strategic.yaml': patch,
    'config.yaml': KUBELET('anonymous'),
  });
  expect(lines.filter((line: string) => line.startsWith('patches'))).toEqual([]);
  expect(summary.objects).toBe(1);
});

test('the files of our example pass', async () => {
  const cwd = join(__dirname, '..', 'examples', 'cluster', 'expected', 'cluster');
  const { code, stdout } = await command(['check', '--format', 'json', '.'], { cwd });
  const { findings, errors, summary } = JSON.parse(stdout);
  expect([...findings, ...errors]).toEqual([]);
  expect(summary.objects).toBeGreaterThan(10);
  expect(code).toBe(0);
});
