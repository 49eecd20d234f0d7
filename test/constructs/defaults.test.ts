import { App, Chart, Size, Testing } from 'cdk8s';
import { Defaults, IsolatedNamespace, Peer, SecureCronJob, SecureDeployment, SecurePod } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGE = 'ghcr.io/acme/web:1.4.2';
const small: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
};
const SMALL = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '128Mi' } };

function place() {
  const app = new App();
  return { app, chart: new Chart(app, 'shop', { namespace: 'shop' }) };
}

function objectOf(chart: Chart, kind: string): any {
  return Testing.synth(chart).find((object) => object.kind === kind);
}

test('nothing said changes nothing', () => {
  const { app, chart } = place();
  const make = (scope: Chart) => new SecureDeployment(scope, 'web', { containers: [{ image: IMAGE }] });
  make(chart);
  const before = Testing.synth(chart);
  const other = place();
  Defaults.of(other.app).set({});
  make(other.chart);
  expect(Testing.synth(other.chart)).toEqual(before);
  expect(Defaults.of(app).all()).toEqual({ labels: {}, resourceClasses: {}, cluster: {} });
});

test('the nearest counts, one thing at a time', () => {
  const { app, chart } = place();
  Defaults.of(app).set({ registry: 'far.example', labels: { a: 'far', b: 'far' } });
  Defaults.of(chart).set({ registry: 'near.example', labels: { b: 'near' } });
  const web = new SecureDeployment(chart, 'web', { containers: [{ image: IMAGE }] });
  Defaults.of(web).set({ labels: { c: 'own' } });
  Defaults.of(chart).set({ labels: { d: 'later' } });
  expect(Defaults.of(web).all()).toMatchObject({
    registry: 'near.example',
    labels: { a: 'far', b: 'near', c: 'own', d: 'later' },
  });
  expect(Defaults.of(app).all().registry).toBe('far.example');
});

test.each([
  ['web:1.4.2', 'registry.acme.example/team/web:1.4.2'],
  ['acme/web:1.4.2', 'registry.acme.example/team/acme/web:1.4.2'],
  ['localhost/web:1.4.2', 'localhost/web:1.4.2'],
  ['ghcr.io/acme/web:1.4.2', 'ghcr.io/acme/web:1.4.2'],
  ['localhost:5000/web:1.4.2', 'localhost:5000/web:1.4.2'],
])('an image without a registry gets one: %s', (image, expected) => {
  const { app, chart } = place();
  Defaults.of(app).set({ registry: 'registry.acme.example/team' });
  const web = new SecureDeployment(chart, 'web', { containers: [{ image }] });
  web.addInitContainer({ name: 'late', image });
  const { containers, initContainers } = objectOf(chart, 'Deployment').spec.template.spec;
  expect([containers[0].image, initContainers[0].image]).toEqual([expected, expected]);
});

test('labels come to the workload and its pods, not to its selector, and yield to its own', () => {
  const { app, chart } = place();
  Defaults.of(app).set({ labels: { owner: 'shop', tier: 'usual' } });
  new SecureDeployment(chart, 'web', {
    containers: [{ image: IMAGE }],
    metadata: { labels: { tier: 'own' } },
    podMetadata: { labels: { tier: 'own' } },
  });
  const { metadata, spec } = objectOf(chart, 'Deployment');
  expect(metadata.labels).toMatchObject({ owner: 'shop', tier: 'own' });
  expect(spec.template.metadata.labels).toMatchObject({ owner: 'shop', tier: 'own' });
  expect(Object.keys(spec.selector.matchLabels)).toEqual(['cdk8s.io/metadata.addr']);
});

test('a resource class gives what a container does not', () => {
  const { app, chart } = place();
  Defaults.of(app).set({ resourceClasses: { small, none: {} }, resourceClass: 'small' });
  const own = { memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) }, cpu: small.cpu };
  new SecureDeployment(chart, 'web', {
    containers: [
      { name: 'a', image: IMAGE },
      { name: 'b', image: IMAGE, resources: own },
    ],
    sidecars: [{ name: 'c', image: IMAGE }],
  });
  const { containers, initContainers } = objectOf(chart, 'Deployment').spec.template.spec;
  expect(containers[0].resources).toEqual(SMALL);
  expect(containers[1].resources.limits.memory).toBe('1024Mi');
  expect(initContainers[0].resources).toEqual(SMALL);
});

test('a workload chooses another class; one that there is not is an error', () => {
  const { app, chart } = place();
  Defaults.of(app).set({ resourceClasses: { small } });
  new SecurePod(chart, 'a', { containers: [{ image: IMAGE }], resourceClass: 'small' });
  expect(objectOf(chart, 'Pod').spec.containers[0].resources).toEqual(SMALL);
  expect(() => new SecurePod(chart, 'b', { containers: [{ image: IMAGE }], resourceClass: 'smal' })).toThrow(
    '"shop/b": resource class "smal" is not known; did you mean "small"?',
  );
});

test('facts of the cluster are where connections lead', () => {
  const { app, chart } = place();
  const dns = { namespaceName: 'dns', labels: { app: 'coredns' } };
  const ingressController = { namespaceName: 'edge', labels: { app: 'traefik' } };
  Defaults.of(app).set({ cluster: { dns, ingressController } });
  new IsolatedNamespace(chart, 'namespace');
  const web = new SecureDeployment(chart, 'web', { containers: [{ image: IMAGE, portNumber: 8080 }] });
  web.connections.allowFrom(Peer.ingressController());
  web.connections.allowFrom(Peer.ingressController({ namespaceName: 'other' }));
  web.connections.allowTo(Peer.podsInNamespace('db'), { ports: [kplus.NetworkPolicyPort.tcp(5432)] });
  const text = JSON.stringify(Testing.synth(chart));
  expect(text).toContain('{"app":"traefik"}');
  expect(text).toContain('{"app":"coredns"}');
  expect(text).not.toContain('kube-dns');
  expect(text).toContain('"kubernetes.io/metadata.name":"other"');
});

test('the cluster DNS has ports and addresses', () => {
  const { app, chart } = place();
  Defaults.of(app).set({
    cluster: { dns: { ports: [53, 5353], addresses: ['169.254.20.10', 'fd00::a', '10.0.0.0/30'] } },
  });
  new IsolatedNamespace(chart, 'namespace', { allowDns: true });
  const web = new SecureDeployment(chart, 'web', { containers: [{ image: IMAGE, portNumber: 8080 }] });
  web.connections.allowTo(Peer.podsInNamespace('db'), { ports: [kplus.NetworkPolicyPort.tcp(5432)] });
  const rule = {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
      { ipBlock: { cidr: '169.254.20.10/32' } },
      { ipBlock: { cidr: 'fd00::a/128' } },
      { ipBlock: { cidr: '10.0.0.0/30' } },
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
      { protocol: 'UDP', port: 5353 },
      { protocol: 'TCP', port: 5353 },
    ],
  };
  const policies = Testing.synth(chart).filter(({ kind }) => kind === 'NetworkPolicy');
  const withDns = policies.filter(({ spec }) => JSON.stringify(spec.egress)?.includes('kube-dns'));
  expect(withDns.map(({ spec }) => spec.egress.at(-1))).toEqual([rule, rule]);
});

test('holds for every kind of workload', () => {
  const { app, chart } = place();
  Defaults.of(app).set({ registry: 'registry.acme.example', labels: { owner: 'shop' } });
  new SecureCronJob(chart, 'job', {
    schedule: { expressionString: '@daily' } as any,
    containers: [{ image: 'job:1.0.0' }],
  });
  const { template } = objectOf(chart, 'CronJob').spec.jobTemplate.spec;
  expect(template.metadata.labels.owner).toBe('shop');
  expect(template.spec.containers[0].image).toBe('registry.acme.example/job:1.0.0');
});

test.each<[string, object, RegExp]>([
  ['a registry that is none', { registry: 'https://x' }, /registry "https:\/\/x" is not a registry; give a host/],
  ['a registry without a dot', { registry: 'acme' }, /registry "acme" is not a registry/],
  ['a class that there is not', { resourceClass: 'big' }, /resource class "big" is not known/],
  ['DNS without ports', { cluster: { dns: { ports: [] } } }, /cluster\.dns has no port; give one/],
  ['a port that is none', { cluster: { dns: { ports: [53, 0] } } }, /cluster\.dns has port 0; give whole numbers/],
  [
    'an address that is none',
    { cluster: { dns: { addresses: ['dns'] } } },
    /cluster\.dns has the address "dns"; write/,
  ],
  [
    'an ingress controller without labels',
    { cluster: { ingressController: { namespaceName: 'a', labels: {} } } },
    /cluster\.ingressController has no label; give one/,
  ],
  ['pods without labels', { cluster: { dns: { namespace: 'a', labels: {} } } }, /cluster\.dns has no label; give one/],
])('%s is refused', (_, props, message) => {
  expect(() => Defaults.of(place().app).set(props)).toThrow(message);
});
