import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { Checker } from '../../../engine/checker';
import { Profile } from '../../../engine/profile';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';
import { compare, type Version, versionOf, vulnerabilitiesOf } from './versions';
import { DANGEROUS_SETTINGS, recordOf, VULNERABILITIES, VULNERABILITIES_AS_OF } from './vulnerabilities';

const digest = `@sha256:${'a1'.repeat(32)}`;
const image = (name: string) => {
  return ({ spec }: World) => {
    spec.containers[0].image = `${name}${digest}`;
  };
};
const at = ['/containers/0/image'];

const add =
  (apiVersion: string, kind: string, content: any) =>
  ({ others }: World): void => {
    others.push({ apiVersion, kind, ...content });
  };
const node = (kubeletVersion: string) =>
  add('v1', 'Node', { metadata: { name: 'worker-1' }, status: { nodeInfo: { kubeletVersion } } });
const unsupported = ['kubernetes-version-unsupported'];
/** git-sync, with something more. */
const gitSync = (more: object, name = 'registry.k8s.io/git-sync/git-sync:v4.4.3') => {
  return ({ spec }: World) => {
    Object.assign(spec.containers[0], { image: `${name}${digest}`, ...more });
  };
};
const env = [{ name: 'GITSYNC_GIT', value: '/bin/sh' }];

testRule(rule, {
  valid: {
    'Argo CD with the fix': image('quay.io/argoproj/argocd:v3.3.15'),
    'Argo CD with the fix of the next minor version': image('quay.io/argoproj/argocd:v3.4.10'),
    '§4.44: versions are numbers': image('quay.io/argoproj/argocd:v3.10.0'),
    'Grafana before the vulnerability': image('grafana/grafana:9.1.8'),
    'Grafana with the fix': image('grafana/grafana:9.2.4'),
    'Kyverno with the fix': image('ghcr.io/kyverno/kyverno:v1.16.3'),
    'another image of Kyverno': image('ghcr.io/kyverno/kyvernopre:v1.8.4'),
    'an incomplete version': image('grafana/grafana:9.2'),
    'a tag that is not a version': image('grafana/grafana:main'),
    'four numbers': image('grafana/grafana:9.2.3.1'),
    'no tag': image('grafana/grafana'),
    'the version of something else': image('ghcr.io/acme/grafana:9.2.3'),
    'a path with the same suffix': image('ghcr.io/my-grafana/grafana:9.2.3'),
    'a kubelet with the fix': { change: node('v1.30.3'), also: unsupported },
    'a control plane with the fix': {
      change: add('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', { kubernetesVersion: 'v1.33.4' }),
      also: unsupported,
    },
    'git-sync that runs git': gitSync({ env: [{ name: 'GITSYNC_REPO', value: 'https://example.com/a.git' }] }),
    'another program that happens to have the variable': gitSync({ env }, 'ghcr.io/acme/web'),
    'a flag that begins alike': gitSync({ args: ['--git-config=safe.directory:/tmp'] }),
  },
  invalid: {
    'Argo CD': { change: image('quay.io/argoproj/argocd:v2.1.8'), at, mendedBy: 'none' },
    'Argo CD of the next minor version': { change: image('quay.io/argoproj/argocd:v2.2.3'), at },
    'an old version of Argo CD': { change: image('argoproj/argocd:v1.8.7'), at },
    'Argo CD of this year': { change: image('quay.io/argoproj/argocd:v3.5.3'), at },
    'Grafana, the first vulnerable version': { change: image('grafana/grafana:9.2.0'), at },
    'Grafana, the last vulnerable version, on another system': {
      change: image('docker.io/grafana/grafana-oss:9.2.3-ubuntu'),
      at,
    },
    'Kyverno, the first vulnerable version': { change: image('ghcr.io/kyverno/kyverno:v1.16.0'), at },
    'Kyverno, the last vulnerable version, in an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].image = `mirror.example.com/kyverno/kyverno:v1.15.2${digest}`;
      },
      at: ['/initContainers/0/image'],
    },
    'an API server': { change: image('registry.k8s.io/kube-apiserver:v1.33.3'), at, also: unsupported },
    'an API server of one architecture': {
      change: image('registry.k8s.io/kube-apiserver-arm64:v1.32.7'),
      at,
      also: unsupported,
    },
    'the API server that kubeadm is to run': {
      change: add('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', { kubernetesVersion: 'v1.31.11' }),
      at: ['ClusterConfiguration /kubernetesVersion'],
      also: unsupported,
    },
    'the kubelet of a node': {
      change: node('v1.30.2'),
      at: ['Node /status/nodeInfo/kubeletVersion'],
      also: unsupported,
    },
    'git-sync that runs another program, by a variable': { change: gitSync({ env }), at: ['/containers/0/env/0'] },
    'git-sync that runs another program, by a flag': {
      change: gitSync({ args: ['--git', '/bin/sh'] }),
      at: ['/containers/0/args/0'],
    },
  },
});

describe('the table', () => {
  const isDay = (day: string) => new Date(day).toISOString().slice(0, 10) === day;

  test.each(VULNERABILITIES.map((each) => [each.id, each] as const))('%s is complete', (id, each) => {
    expect(id).toMatch(/^CVE-\d{4}-\d{4,}$/);
    expect(isDay(each.published)).toBe(true);
    expect(each.published <= VULNERABILITIES_AS_OF).toBe(true);
    expect(recordOf(each)).toMatch(new RegExp(`^https://[^ ]+${id}$`));
    expect(each.components.length).toBeGreaterThan(0);
    expect(each.affected.length).toBeGreaterThan(0);
    each.affected.forEach(([from, fixed], index) => {
      for (const text of [from, fixed]) expect(text).toMatch(/^\d+\.\d+\.\d+$/);
      expect(compare(versionOf(from) as Version, fixed)).toBeLessThan(0);
      const [next] = each.affected[index + 1] ?? [];
      if (next) expect(compare(versionOf(fixed) as Version, next)).toBeLessThanOrEqual(0);
    });
  });

  test('has each once, sorted by day', () => {
    expect(new Set(VULNERABILITIES.map(({ id }) => id)).size).toBe(VULNERABILITIES.length);
    const days = VULNERABILITIES.map(({ published }) => published);
    expect(days).toEqual([...days].sort());
  });

  test('the advice for the first version of each range has none of the vulnerabilities of the component', () => {
    for (const { components, affected } of VULNERABILITIES) {
      for (const component of components) {
        const known = VULNERABILITIES.filter((each) => each.components.includes(component));
        for (const [from] of affected) {
          const fixed = vulnerabilitiesOf(from, known)?.fixed;
          expect(fixed).toMatch(/^\d+\.\d+\.\d+$/);
          expect(vulnerabilitiesOf(fixed as string, known)).toBeUndefined();
        }
      }
    }
  });

  test('settings that others name have a source', () => {
    for (const { source } of DANGEROUS_SETTINGS) expect(source).toMatch(/^https:\/\/[\w.-]+\/\S+$/);
  });
});

test('a report says when the table is half a year old', () => {
  const notes = (today: string) =>
    new Checker({ profile: new Profile('alone', { rules: [rule] }), today }).check(ManifestSet.fromJson([])).notes;
  expect(notes('2027-04-10')).toEqual([]);
  expect(notes('2027-04-11')).toEqual([
    'rule "known-vulnerable-component" judges by data of 2026-10-09, which may miss what was published since; update cdk8s-hardened',
  ]);
});

describe('ingress-nginx', () => {
  const known = VULNERABILITIES.filter(({ components }) => components.includes('ingress-nginx/controller'));
  const [OLD, ESCALATION, PATH, REWRITE] = ['CVE-2021-25742', 'CVE-2025-1974', 'CVE-2026-24512', 'CVE-2026-3288'];

  test.each([
    ['v0.49.0', [OLD, ESCALATION, PATH, REWRITE], '1.13.8'],
    ['v0.49.1', [ESCALATION, PATH, REWRITE], '1.13.8'],
    ['v1.0.0', [OLD, ESCALATION, PATH, REWRITE], '1.13.8'],
    ['v1.0.1', [ESCALATION, PATH, REWRITE], '1.13.8'],
    ['v1.11.4', [ESCALATION, PATH, REWRITE], '1.13.8'],
    ['v1.11.5', [PATH, REWRITE], '1.13.8'],
    ['v1.12.0-beta.0', [ESCALATION, PATH, REWRITE], '1.13.8'],
    ['v1.13.7', [REWRITE], '1.13.8'],
    ['v1.14.2', [PATH, REWRITE], '1.14.4'],
  ])('%s', (tag, ids, fixed) => expect(vulnerabilitiesOf(tag, known)).toEqual({ ids, fixed }));

  test.each(['v1.13.8', 'v1.13.10', 'v1.14.4', 'v1.15.0', 'v1'])('%s has none', (tag) =>
    expect(vulnerabilitiesOf(tag, known)).toBeUndefined(),
  );
});

describe('messages', () => {
  const check = (json: object) =>
    new Checker({ profile: new Profile('alone', { rules: [rule] }), today: '2026-11-24' })
      .check(ManifestSet.fromJson([json]))
      .findings.map(({ message }) => message);
  const pod = (container: object) => ({
    ...{
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', ...container }] },
    },
  });

  test.each([
    [
      pod({ image: 'quay.io/argoproj/argocd:v2.14.0' }),
      'image "quay.io/argoproj/argocd:v2.14.0" of container "web" has CVE-2025-55190 and CVE-2026-55797; use 3.3.15 or newer',
    ],
    [
      { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, status: { nodeInfo: { kubeletVersion: 'v1.27.1' } } },
      'status.nodeInfo.kubeletVersion "v1.27.1" has CVE-2024-10220; use 1.28.12 or newer',
    ],
    [
      pod({ image: 'git-sync', env }),
      'container "web" sets GITSYNC_GIT, which git-sync runs in place of git; remove it',
    ],
  ])('%j', (json, message) => expect(check(json)).toEqual([message]));
});
