import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { hardeningMatchers } from 'cdk8s-hardened/testing';
import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  DnsAccess,
  IsolatedNamespace,
  ManifestSet,
  Peer,
  Reachability,
  SecureDeployment,
  SecureStatefulSet,
} from '../../src';

expect.extend(hardeningMatchers);

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;

function place() {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const make = (id: string, portNumber = 8080, into = chart) =>
    new SecureDeployment(into, id, {
      metadata: { name: id },
      containers: [{ name: 'main', image: IMAGE, portNumber }],
    });
  return { app, chart, make };
}

/** A policy that another author adds. */
function addPolicy(chart: Chart, spec: object): void {
  new ApiObject(chart, 'other', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'other' },
    spec,
  } as any);
}

describe('what an app declares', () => {
  test('is what is allowed', () => {
    const { app, chart, make } = place();
    new IsolatedNamespace(chart, 'namespace');
    const [web, api] = [make('web'), make('api', 9000)];
    web.connections.allowTo(api);
    web.connections.allowFrom(Peer.ingressController());
    const reachability = Reachability.ofApp(app);
    expect(reachability.list()).toEqual([
      { source: 'shop/web[Deployment]', target: 'shop/api[Deployment]', ports: 'TCP 9000' },
    ]);
    expect([reachability.unexpected(), reachability.missing()]).toEqual([[], []]);
    expect(app).toAllowExactlyDeclared();
    expect(app).toAllow('shop/web', 'shop/api', '9000');
    expect(app).toDeny('shop/api', 'shop/web');
    expect(chart).toDeny('shop/web', '192.0.2.0/24', '443');
    expect(reachability.portsBetween('shop/web', 'shop/api')).toBe('TCP 9000');
    expect(reachability.explain('shop/api', 'shop/web', '80')[0]).toBe(
      'shop/api[Deployment] cannot reach shop/web[Deployment] on TCP 80',
    );
  });

  test('is more than what a policy beside it allows', () => {
    const { app, chart, make } = place();
    const [web, api] = [make('web'), make('api', 9000)];
    web.connections.allowTo(api);
    addPolicy(chart, {
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 22 }] }],
    });
    addPolicy(new Chart(app, 'more', { namespace: 'shop' }), {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: {} }], ports: [{ port: 22 }] }],
    });
    const both = [
      { source: 'shop/api[Deployment]', target: 'shop/web[Deployment]', ports: 'TCP 22' },
      { source: 'shop/web[Deployment]', target: 'shop/api[Deployment]', ports: 'TCP 22' },
    ];
    const reachability = Reachability.ofApp(app);
    expect(reachability.unexpected()).toEqual(both);
    expect(reachability.missing()).toEqual([]);
    expect(() => expect(app).toAllowExactlyDeclared()).toThrow(
      'shop/web[Deployment] => shop/api[Deployment] : TCP 22 is allowed and not declared',
    );
  });

  test('is missing where the other end denies it', () => {
    const { app, chart, make } = place();
    new IsolatedNamespace(chart, 'namespace');
    const web = make('web');
    const vendor = new kplus.Deployment(chart, 'vendor', {
      metadata: { name: 'vendor' },
      containers: [{ image: IMAGE, portNumber: 6379, securityContext: { user: 1000 } }],
    });
    web.connections.allowTo(vendor);
    const reachability = Reachability.ofApp(app);
    expect(reachability.missing()).toEqual([
      { source: 'shop/web[Deployment]', target: 'shop/vendor[Deployment]', ports: 'TCP 6379' },
    ]);
    expect(reachability.unexpected()).toEqual([]);
  });

  test('is compared with what a patch makes of it', () => {
    const { app, chart, make } = place();
    const [web, api] = [make('web'), make('api', 9000)];
    web.connections.allowTo(api);
    const policy = api.node.findChild('NetworkPolicy') as ApiObject;
    policy.addJsonPatch(JsonPatch.replace('/spec/ingress/0/ports/0/port', 9001));
    const reachability = Reachability.ofApp(app);
    expect(reachability.missing()).toEqual([
      { source: 'shop/web[Deployment]', target: 'shop/api[Deployment]', ports: 'TCP 9000' },
    ]);
    expect(chart.toJson().length).toBeGreaterThan(0);
  });
});

test('generated apps allow exactly what they declare', () => {
  const edge = fc.record({
    from: fc.nat(4),
    to: fc.nat(4),
    isFrom: fc.boolean(),
    port: fc.constantFrom(undefined, 22, 443),
  });
  fc.assert(
    fc.property(
      fc.array(edge, { maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      (edges, isFar) => {
        const app = new App();
        const [near, far] = ['near', 'far'].map((name) => new Chart(app, name, { namespace: name }));
        const workloads = isFar.map((is, index) => {
          const Class = index % 2 === 0 ? SecureDeployment : SecureStatefulSet;
          return new Class((is ? far : near) as Chart, `w${index}`, {
            metadata: { name: `w${index}` },
            containers: [{ name: 'main', image: IMAGE, portNumber: 8000 + index }],
          });
        });
        const wanted = new Map<string, Set<number>>();
        const nameOf = (index: number) =>
          `${isFar[index] ? 'far' : 'near'}/w${index}[${index % 2 === 0 ? 'Deployment' : 'StatefulSet'}]`;
        for (const { from, to, isFrom, port } of edges) {
          if (from === to) continue;
          const options = port === undefined ? {} : { ports: [kplus.NetworkPolicyPort.tcp(port)] };
          const [source, target] = [workloads[from], workloads[to]] as [SecureDeployment, SecureDeployment];
          if (isFrom) target.connections.allowFrom(source, options);
          else source.connections.allowTo(target, options);
          const key = `${nameOf(from)} ${nameOf(to)}`;
          wanted.set(key, (wanted.get(key) ?? new Set()).add(port ?? 8000 + to));
        }
        const reachability = Reachability.ofApp(app);
        const listed = reachability.list().map(({ source, target, ports }) => [`${source} ${target}`, ports]);
        const expected = [...wanted].map(([key, ports]) => [key, `TCP ${[...ports].sort((a, b) => a - b).join(',')}`]);
        expect(new Map(listed as [string, string][])).toEqual(new Map(expected as [string, string][]));
        expect([reachability.unexpected(), reachability.missing()]).toEqual([[], []]);
      },
    ),
    { numRuns: 40 },
  );
});

describe('errors', () => {
  const manifests = ['Deployment', 'StatefulSet'].map((kind) => ({
    ...{ apiVersion: 'apps/v1', kind, metadata: { name: 'web', namespace: 'shop' } },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'a/b:1' }] } },
    },
  }));
  const reachability = Reachability.ofManifests(ManifestSet.fromJson(manifests));

  test.each([
    ['shop/wep', 'workload "shop/wep" is not known'],
    ['shop/web', '"shop/web" is shop/web[Deployment] and shop/web[StatefulSet]; give one of these names'],
    ['10.0.0.0/99', 'workload "10.0.0.0/99" is not known'],
  ])('%s', (name, message) => {
    expect(() => reachability.portsBetween('shop/web[Deployment]', name)).toThrow(message);
  });

  test('a port that is none', () => {
    expect(() => reachability.allows('192.0.2.1', 'shop/web[Deployment]', '70000')).toThrow(
      'port "70000" is not a port',
    );
  });

  test('manifests declare nothing', () => {
    expect([reachability.unexpected(), reachability.missing()]).toEqual([[], []]);
    expect(() => expect(manifests).toAllowExactlyDeclared()).toThrow('manifests declare no connections');
  });

  test('a matcher that fails explains', () => {
    expect(() => expect(manifests).toDeny('192.0.2.1', 'shop/web[Deployment]')).toThrow(
      'ingress of shop/web[Deployment]: no NetworkPolicy isolates it, so everything is allowed',
    );
  });
});

test('DnsAccess.NEVER leaves an app without the cluster DNS', () => {
  const { app, chart } = place();
  const dns = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    spec: { containers: [{ name: 'c', image: 'a/b:1' }] },
  };
  for (const [id, dnsAccess] of Object.entries(DnsAccess))
    new SecureDeployment(chart, id.toLowerCase(), {
      dnsAccess,
      metadata: { name: id.toLowerCase() },
      containers: [{ name: 'main', image: IMAGE }],
    });
  const set = ManifestSet.fromJson([
    ...app.node.findAll().flatMap((each) => (Chart.isChart(each) ? (each as Chart).toJson() : [])),
    dns,
  ]);
  const ports = (name: string) => Reachability.ofManifests(set).portsBetween(`shop/${name}`, 'kube-system/dns');
  expect([ports('auto'), ports('always'), ports('never')]).toEqual([
    'No Connections',
    'TCP 53,UDP 53',
    'No Connections',
  ]);
});
