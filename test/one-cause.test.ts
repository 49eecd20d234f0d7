/** One cause, one finding: what the rules of the catalogue find together, and how it is reported. */
import { Checker } from '../src/engine/checker';
import type { Finding } from '../src/engine/finding';
import type { Report } from '../src/engine/report';
import { ManifestSet } from '../src/model/manifest-set';
import { Profiles } from '../src/profiles/profiles';
import { findFormat } from '../src/report/formats/formats';
import { joined } from '../src/report/pieces';

const TODAY = '2026-11-29';

const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'shop',
    labels: {
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.37',
    },
  },
};

function pod(spec: object, container: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2', ...container }], ...spec },
  };
}

function role(...rules: object[]): any {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'all' }, rules };
}

function check(...objects: any[]): Report {
  return new Checker({ profile: Profiles.nsa(), today: TODAY }).check(ManifestSet.fromJson(objects));
}

/** The first of the findings that one of some rules is part of, and what stands under it. */
function about(report: Report, ...rules: string[]): string[][] {
  const rulesOf = ({ rule, related = [] }: Finding) => [rule, ...related.map((each) => each.rule).sort()];
  return report.findings.map(rulesOf).filter((ids) => ids.some((id) => rules.includes(id)));
}

describe('one finding says', () => {
  test('that no network policy selects a pod', () => {
    expect(about(check(pod({})), 'egress-isolation-missing', 'ingress-isolation-missing')).toEqual([
      ['workload-network-policy-missing', 'egress-isolation-missing', 'ingress-isolation-missing'],
    ]);
  });

  test('that a pod is on the network of its node, which its namespace refuses and no policy isolates', () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    };
    const report = check(
      namespace,
      policy,
      pod({ hostNetwork: true }, { ports: [{ containerPort: 8080, hostPort: 8080 }] }),
    );
    expect(about(report, 'host-network')).toEqual([
      ['host-network', 'host-network-bypasses-network-policy', 'host-port', 'workload-violates-namespace-pss'],
    ]);
  });

  test('that capabilities are kept, NET_RAW among them', () => {
    expect(about(check(pod({})), 'net-raw-capability')).toEqual([['capabilities-not-dropped', 'net-raw-capability']]);
  });

  test('that a volume is the root of the node, for each such volume', () => {
    const mounts = ['a', 'b'].map((name) => ({ name, mountPath: `/${name}` }));
    const volumes = ['a', 'b'].map((name) => ({ name, hostPath: { path: '/' } }));
    const root = [
      'container-runtime-socket-mount',
      'cloud-credentials-host-path',
      'host-path-volume',
      'restricted-volume-type',
      'sensitive-host-path',
      'writable-host-path',
    ];
    expect(about(check(pod({ volumes }, { volumeMounts: mounts })), 'host-path-volume')).toEqual([root, root]);
  });

  test('that a role allows everything, with all that this includes', () => {
    const report = check(role({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }));
    expect(report.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['rbac-cluster-admin-equivalent', report._each.findings.find(({ rule }) => rule === 'rbac-escalate')?.severity],
    ]);
    expect(report._each.findings.length).toBeGreaterThan(25);
  });

  test('that one rule of a role has a wildcard, and another finding what a second rule allows', () => {
    const report = check(
      role(
        { apiGroups: ['apps'], resources: ['*'], verbs: ['get', 'create'] },
        { apiGroups: [''], resources: ['secrets'], verbs: ['get'] },
      ),
    );
    expect(about(report, 'rbac-wildcard-resource', 'rbac-secrets-read')).toEqual([
      ['rbac-wildcard-resource', 'rbac-workload-create'],
      ['rbac-secrets-read'],
    ]);
  });

  test('all that is wrong with the reference of an image', () => {
    expect(about(check(pod({}, { image: 'nginx', imagePullPolicy: 'IfNotPresent' })), 'image-tag-mutable')).toEqual([
      ['image-tag-mutable', 'image-not-pinned-by-digest', 'image-pull-policy'],
    ]);
  });

  test('that an image has no valid digest, and nothing else about it', () => {
    const { findings } = check(pod({}, { image: 'nginx:1.27@sha256:abc' }));
    const ofImage = findings.filter(({ rule }) => rule.startsWith('image-'));
    expect(ofImage.map(({ rule, related, message }) => [rule, related, message])).toEqual([
      ['image-tag-mutable', undefined, expect.stringContaining('digest')],
    ]);
  });

  test('that a container has no limit, and so no request', () => {
    expect(about(check(pod({})), 'memory-request-missing', 'cpu-request-missing')).toEqual([
      ['cpu-limit-missing', 'cpu-request-missing'],
      ['memory-limit-missing', 'memory-request-missing'],
    ]);
  });
});

describe('no verdict is lost', () => {
  const report = check(
    namespace,
    pod({ hostNetwork: true, hostPID: true }),
    role({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
  );
  const context = { version: '1.0.0', rules: Profiles.nsa().rules, unread: [], skipped: 0 };
  const written = (format: string) => joined(findFormat(format).render(report, context));

  test('in the counts by rule', () => {
    const { byRule, findings, summary } = JSON.parse(written('json'));
    const all = findings.flatMap((finding: any) => [finding, ...finding.related]);
    const counts: { [rule: string]: number } = {};
    for (const { rule } of all) counts[rule] = (counts[rule] ?? 0) + 1;
    expect(byRule).toEqual(counts);
    expect(summary.findings).toBe(findings.length);
    expect(all.length).toBe(report._each.findings.length);
  });

  test('in SARIF, where what follows is a related location', () => {
    const [{ results }] = JSON.parse(written('sarif')).runs;
    const rules = report._each.findings.map(({ rule }) => rule);
    const said = results.flatMap(({ ruleId, relatedLocations = [] }: any) => [
      ruleId,
      ...relatedLocations.map(({ message }: any) => message.text.split(' ')[0]),
    ]);
    expect(said.sort()).toEqual(rules.sort());
  });

  test.each(['text', 'markdown', 'html', 'junit', 'gitlab', 'github', 'csv'])('in %s', (format) => {
    const text = written(format);
    for (const { rule } of report._each.findings) expect(text).toContain(rule);
  });
});
