import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Checker,
  HardeningPolicy,
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  Manifest,
  ManifestSet,
  PodSecurityLevel,
  Profiles,
} from '../../src/index';
import { KNOWN_VERSIONS } from '../../src/kubernetes/kubernetes-version';

const TODAY = '2026-11-24';

function newChart(namespace?: string): Chart {
  return new Chart(new App({ outdir: join(tmpdir(), 'cdk8s-hardened') }), 'shop', { namespace });
}

/** What the construct makes, by kind and name. */
function made(props: IsolatedNamespaceProps = {}, chart = newChart('shop')): { readonly [object: string]: any } {
  new IsolatedNamespace(chart, 'namespace', props);
  const objects = Testing.synth(chart).map((object) => [`${object.kind} ${object.metadata.name}`, object]);
  return Object.fromEntries(objects);
}

const label = (name: string) => `pod-security.kubernetes.io/${name}`;

describe('an isolated namespace', () => {
  test('is a Namespace, a default deny, limits, a quota, and the default account, and nothing else', () => {
    expect(Object.keys(made()).sort()).toEqual([
      'LimitRange limits',
      'Namespace shop',
      'NetworkPolicy default-deny',
      'ResourceQuota quota',
      'ServiceAccount default',
    ]);
  });

  test('labels what it makes, so that a guard can protect it; the namespace has its own guards', () => {
    for (const { kind, metadata } of Object.values(made({ allowDns: true }))) {
      const isProtected = metadata.labels?.['cdk8s-hardened/protected'] === 'true';
      expect([kind, isProtected]).toEqual([kind, kind !== 'Namespace']);
    }
  });

  test('enforces, audits and warns of restricted, at a version that does not move', () => {
    expect(made()['Namespace shop'].metadata.labels).toEqual({
      [label('enforce')]: 'restricted',
      [label('enforce-version')]: 'v1.37',
      [label('audit')]: 'restricted',
      [label('audit-version')]: 'v1.37',
      [label('warn')]: 'restricted',
      [label('warn-version')]: 'v1.37',
    });
  });

  test('denies all traffic of all its pods in both directions', () => {
    const { apiVersion, spec } = made()['NetworkPolicy default-deny'];
    expect(apiVersion).toBe('networking.k8s.io/v1');
    expect(spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('gives containers that ask for nothing little, and a limit', () => {
    expect(made()['LimitRange limits'].spec).toEqual({
      limits: [
        {
          type: 'Container',
          default: { cpu: '1', memory: '512Mi' },
          defaultRequest: { cpu: '100m', memory: '128Mi' },
        },
      ],
    });
  });

  test('bounds what all pods use together', () => {
    expect(made()['ResourceQuota quota'].spec).toEqual({
      hard: {
        'requests.cpu': '16',
        'limits.cpu': '32',
        'requests.memory': '16Gi',
        'limits.memory': '32Gi',
        pods: '50',
      },
    });
  });

  test('mounts no token of the default account', () => {
    expect(made()['ServiceAccount default']).toMatchObject({ apiVersion: 'v1', automountServiceAccountToken: false });
  });

  test('stands in no namespace itself, and its parts in it', () => {
    const { 'Namespace shop': namespace, ...parts } = made();
    expect(namespace.metadata).not.toHaveProperty('namespace');
    expect(Object.values(parts).map(({ metadata }) => metadata.namespace)).toEqual(Array(4).fill('shop'));
  });

  test('stands before its parts, so that they can be applied in order', () => {
    expect(Object.keys(made())[0]).toBe('Namespace shop');
  });

  test.each(['baseline', 'restricted', 'nsa'])('passes %s at every version', (name) => {
    const set = ManifestSet.fromManifests(Object.values(made()).map((json) => Manifest.fromJson(json)));
    for (const kubernetesVersion of KNOWN_VERSIONS) {
      const report = new Checker({ profile: Profiles.fromName(name), kubernetesVersion, today: TODAY }).check(set);
      expect([kubernetesVersion, report.findings, report.errors]).toEqual([kubernetesVersion, [], []]);
    }
  });

  test('is a Namespace of cdk8s-plus, which its peers can select', () => {
    const namespace = new IsolatedNamespace(newChart('shop'), 'namespace');
    expect(namespace).toBeInstanceOf(kplus.Namespace);
    expect(namespace.name).toBe('shop');
    expect(namespace.toNamespaceSelectorConfig().names).toEqual(['shop']);
  });
});

describe('its props', () => {
  test('podSecurityLevel', () => {
    const chart = newChart('shop');
    const namespace = new IsolatedNamespace(chart, 'namespace', { podSecurityLevel: PodSecurityLevel.BASELINE });
    const { labels } = Testing.synth(chart)[0].metadata;
    expect([labels[label('enforce')], labels[label('audit')], labels[label('warn')]]).toEqual(
      Array(3).fill('baseline'),
    );
    expect(namespace.podSecurityLevel).toBe('baseline');
  });

  test.each([
    ['1.30', 'v1.30'],
    ['v1.30.2', 'v1.30'],
    ['latest', 'v1.37'],
  ])('podSecurityVersion %s is pinned', (podSecurityVersion, pinned) => {
    const chart = newChart('shop');
    const namespace = new IsolatedNamespace(chart, 'namespace', { podSecurityVersion });
    const { labels } = Testing.synth(chart)[0].metadata;
    for (const mode of ['enforce', 'audit', 'warn']) expect(labels[label(`${mode}-version`)]).toBe(pinned);
    expect(namespace.podSecurityVersion).toBe(pinned);
  });

  test('podSecurityVersion that there is not', () => {
    expect(() => made({ podSecurityVersion: '1.99' })).toThrow('Kubernetes version "1.99" is not known');
  });

  test('allowDns opens the way to the name service for all pods, and no other', () => {
    const objects = made({ allowDns: true });
    expect(Object.keys(objects)).toHaveLength(6);
    expect(objects['NetworkPolicy allow-dns'].spec).toEqual({
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    });
    expect(objects['NetworkPolicy default-deny'].spec).not.toHaveProperty('egress');
  });

  test.each<[keyof NonNullable<IsolatedNamespaceProps['limits']>, any, string, string, string]>([
    ['defaultCpuRequest', kplus.Cpu.millis(250), 'defaultRequest', 'cpu', '250m'],
    ['defaultCpuLimit', kplus.Cpu.units(3), 'default', 'cpu', '3'],
    ['defaultMemoryRequest', Size.mebibytes(96), 'defaultRequest', 'memory', '96Mi'],
    ['defaultMemoryLimit', Size.gibibytes(2), 'default', 'memory', '2Gi'],
  ])('limits.%s changes that alone', (prop, value, field, resource, expected) => {
    const [item] = made({ limits: { [prop]: value } })['LimitRange limits'].spec.limits;
    const [usual] = made()['LimitRange limits'].spec.limits;
    expect(item).toEqual({ ...usual, [field]: { ...usual[field], [resource]: expected } });
  });

  test.each<[keyof NonNullable<IsolatedNamespaceProps['quota']>, any, string, string]>([
    ['cpuRequests', kplus.Cpu.millis(1500), 'requests.cpu', '1500m'],
    ['cpuLimits', kplus.Cpu.units(32), 'limits.cpu', '32'],
    ['memoryRequests', Size.gibibytes(1), 'requests.memory', '1Gi'],
    ['memoryLimits', Size.gibibytes(64), 'limits.memory', '64Gi'],
    ['pods', 7, 'pods', '7'],
  ])('quota.%s changes that alone', (prop, value, field, expected) => {
    const { hard } = made({ quota: { [prop]: value } })['ResourceQuota quota'].spec;
    expect(hard).toEqual({ ...made()['ResourceQuota quota'].spec.hard, [field]: expected });
  });

  test('pods: 0 is a quota, and no default', () => {
    expect(made({ quota: { pods: 0 } })['ResourceQuota quota'].spec.hard.pods).toBe('0');
  });

  test('metadata is kept', () => {
    const metadata = { labels: { team: 'shop' }, annotations: { note: 'x' } };
    const { labels, annotations } = made({ metadata })['Namespace shop'].metadata;
    expect(labels).toMatchObject({ team: 'shop', [label('enforce')]: 'restricted' });
    expect(annotations).toEqual({ note: 'x' });
  });

  test('defaults give way to what is given, and a request above its limit is an error', () => {
    const { 'ResourceQuota quota': quota } = made({
      quota: { memoryLimits: Size.gibibytes(1), cpuRequests: kplus.Cpu.units(40) },
    });
    expect(quota.spec.hard).toMatchObject({ 'requests.memory': '1Gi', 'limits.memory': '1Gi' });
    expect(quota.spec.hard).toMatchObject({ 'requests.cpu': '40', 'limits.cpu': '40' });
    const limits = { defaultMemoryRequest: Size.gibibytes(2), defaultMemoryLimit: Size.gibibytes(1) };
    expect(() => made({ limits })).toThrow(/memory of limits: the request 2048 is above the limit 1024; lower/);
  });

  test('a label of Pod Security in the metadata is an error, and not overwritten', () => {
    const metadata = { labels: { [label('enforce')]: 'privileged' } };
    expect(() => made({ metadata })).toThrow(/has the label "pod-security.*enforce"; use podSecurityLevel/);
  });
});

describe('its name', () => {
  test.each<[string, IsolatedNamespaceProps]>([
    ['prop', { name: 'bank' }],
    ['metadata', { metadata: { name: 'bank' } }],
    ['prop before that of the metadata', { name: 'bank', metadata: { name: 'other' } }],
  ])('is that of the %s', (_, props) => {
    const { 'Namespace bank': namespace, ...parts } = made(props);
    expect(namespace.metadata).not.toHaveProperty('namespace');
    expect(Object.values(parts).map(({ metadata }) => metadata.namespace)).toEqual(Array(4).fill('bank'));
  });

  test('is else the namespace of the chart', () => {
    expect(made()).toHaveProperty(['Namespace shop']);
  });

  test('may be given where the chart has none', () => {
    const { 'Namespace bank': namespace, ...parts } = made({ name: 'bank' }, newChart());
    expect(namespace.metadata).not.toHaveProperty('namespace');
    expect(Object.values(parts).map(({ metadata }) => metadata.namespace)).toEqual(Array(4).fill('bank'));
  });

  test('must be somewhere', () => {
    expect(() => made({}, newChart())).toThrow('"shop/namespace" has no name; give one, or give the chart a namespace');
    expect(() => made({ name: '' }, newChart())).toThrow('"shop/namespace" has no name');
  });

  test('may not be that of a namespace of the same app twice in one chart', () => {
    const chart = newChart('shop');
    new IsolatedNamespace(chart, 'namespace');
    expect(() => new IsolatedNamespace(chart, 'namespace')).toThrow(/already a Construct with name 'namespace'/);
    expect(() => new IsolatedNamespace(chart, 'second')).toThrow(
      '"shop/second": "shop/namespace" already makes namespace "shop"; use that one, or give another name',
    );
  });

  test('may be others in one chart, and the same in another chart', () => {
    const app = new App({ outdir: join(tmpdir(), 'cdk8s-hardened') });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new IsolatedNamespace(chart, 'namespace');
    new IsolatedNamespace(chart, 'second', { name: 'bank' });
    const other = new Chart(app, 'staging', { namespace: 'shop' });
    expect(new IsolatedNamespace(other, 'namespace').name).toBe('shop');
  });

  test('may be taken by another construct after it was removed', () => {
    const chart = newChart('shop');
    new IsolatedNamespace(chart, 'namespace');
    chart.node.tryRemoveChild('namespace');
    expect(new IsolatedNamespace(chart, 'second').name).toBe('shop');
  });
});

test('it pins the Kubernetes version of the policy', () => {
  const app = Testing.app();
  HardeningPolicy.of(app).set({ kubernetesVersion: '1.33' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  expect(new IsolatedNamespace(chart, 'namespace').podSecurityVersion).toBe('v1.33');
});
