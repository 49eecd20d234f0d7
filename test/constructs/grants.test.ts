/** What a program declared, and what the owners of other pods have to allow. */
import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Defaults, ManifestSet, Peer, PolicyProvider, Port, Reachability, SecureDeployment } from '../../src';
import { IMAGE } from '../support/workloads';

function place(namespace: string | undefined = 'shop') {
  const app = new App();
  Defaults.of(app).set({ cluster: { apiServer: { addresses: ['192.0.2.10'] } } });
  const chart = new Chart(app, 'shop', { namespace });
  const make = (id: string) =>
    new SecureDeployment(chart, id, {
      metadata: { name: id },
      containers: [{ name: 'main', image: IMAGE, portNumber: 8080 }],
    });
  return { app, chart, make, web: make('web') };
}

describe('grants', () => {
  test('are none at first, also with a permission of the account', () => {
    const { web } = place();
    web.account.allowRead(kplus.ApiResource.CONFIG_MAPS);
    expect(web.connections.grants).toEqual([]);
  });

  test('name both ends, at both ends, once', () => {
    const { web, make } = place();
    const api = make('api');
    web.connections.allowTo(api);
    api.connections.allowFrom(web);
    const grant = { source: 'shop/web', target: 'shop/api', ports: 'TCP 8080' };
    expect(web.connections.grants).toEqual([grant]);
    expect(api.connections.grants).toEqual([grant]);
  });

  test.each<[string, (web: SecureDeployment, chart: Chart) => void, object]>([
    [
      'the API server',
      (web) => web.connections.allowToKubeApiServer(),
      { target: 'the API server', ports: 'TCP 443,6443' },
    ],
    [
      'Prometheus',
      (web) => web.connections.allowFromPrometheus(),
      { source: 'Prometheus', target: 'shop/web', ports: 'TCP 8080' },
    ],
    [
      'an ingress controller',
      (web) => web.connections.allowFromIngressController(),
      { source: 'the ingress controller', target: 'shop/web', ports: 'TCP 8080' },
    ],
    ['the DNS', (web) => web.connections.allowTo(Peer.dns()), { target: 'the cluster DNS', ports: 'TCP 53,UDP 53' }],
    [
      'addresses',
      (web) => web.connections.allowTo(Peer.cidr('10.8.0.0/16'), { ports: [Port.tcpRange(1, 9)] }),
      { target: '10.8.0.0/16', ports: 'TCP 1-9' },
    ],
    [
      'pods',
      (web) => web.connections.allowTo(Peer.pods({ app: 'db', tier: 'x' }, 'data'), { ports: [Port.udp(5)] }),
      { target: 'pods app=db,tier=x of namespace data', ports: 'UDP 5' },
    ],
    [
      'a namespace',
      (web) => web.connections.allowTo(Peer.podsInNamespace('data'), { ports: [Port.sctp(5)] }),
      { target: 'all pods of namespace data', ports: 'SCTP 5' },
    ],
    [
      'all namespaces',
      (web) => web.connections.allowFrom(Peer.podsInAnyNamespace({ reason: 'a registry of images for all' })),
      {
        source: 'all pods of all namespaces',
        target: 'shop/web',
        ports: 'TCP 8080',
        reason: 'a registry of images for all',
      },
    ],
    [
      'the internet',
      (web) =>
        web.connections.allowToInternet({
          ports: [Port.tcp(443)],
          reason: 'web hooks of customers',
          expires: '2999-12-31',
        }),
      { target: 'the internet', ports: 'TCP 443', reason: 'web hooks of customers' },
    ],
    [
      'a plain workload',
      (web, chart) =>
        web.connections.allowTo(
          new kplus.Deployment(chart, 'db', { containers: [{ image: IMAGE, portNumber: 5432 }] }),
        ),
      { target: 'shop/db', ports: 'TCP 5432' },
    ],
  ])('say it of %s', (_, connect, grant) => {
    const { web, chart } = place();
    connect(web, chart);
    expect(web.connections.grants).toEqual([{ source: 'shop/web', ...grant }]);
  });

  test('say it of hosts by name', () => {
    const { app, web } = place();
    Defaults.of(app).set({ cluster: { policyProvider: PolicyProvider.CILIUM } });
    web.connections.allowToFqdn(['api.example.com', '*.example.org'], { reason: 'takes payments of customers' });
    expect(web.connections.grants).toEqual([
      {
        source: 'shop/web',
        target: 'api.example.com, *.example.org',
        ports: 'TCP 443',
        reason: 'takes payments of customers',
      },
    ]);
  });
});

describe('policies for the owners of other pods', () => {
  const THEIRS = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'data' } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'db', namespace: 'data', labels: { app: 'db' } },
      spec: { containers: [{ name: 'db', image: IMAGE }] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace: 'data' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ];
  const DB = Peer.pods({ app: 'db' }, 'data');
  const PORTS = { ports: [Port.tcp(5432)] };

  /** Whether a connection works with both owners' objects, without and with what the other one is told to apply. */
  function allowed(chart: Chart, text: string, source: string, target: string, port: string): [boolean, boolean] {
    const ours = Testing.synth(chart);
    const told = ManifestSet.fromYaml(text).all.map(({ json }) => json);
    const allows = (objects: any[]) =>
      Reachability.ofManifests(ManifestSet.fromJson(objects)).allows(source, target, port);
    return [allows([...ours, ...THEIRS]), allows([...ours, ...THEIRS, ...told])];
  }

  test('let the pods be reached', () => {
    const { chart, web } = place();
    web.connections.allowTo(DB, PORTS);
    const text = web.connections.policiesForPeers();
    expect(text).toBe(`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: from-web
  namespace: data
spec:
  podSelector:
    matchLabels:
      app: db
  policyTypes:
    - Ingress
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: shop
          podSelector:
            matchLabels:
              cdk8s.io/metadata.addr: shop-web-c80b2a96
      ports:
        - protocol: TCP
          port: 5432
`);
    expect(allowed(chart, text, 'shop/web', 'data/db', '5432')).toEqual([false, true]);
  });

  test('let the pods connect', () => {
    const { chart, web } = place();
    web.connections.allowFrom(DB);
    expect(allowed(chart, web.connections.policiesForPeers(), 'data/db', 'shop/web', '8080')).toEqual([false, true]);
  });

  test('are there for plain workloads', () => {
    const { chart, web } = place();
    const plain = new kplus.Deployment(chart, 'db', { containers: [{ image: IMAGE, portNumber: 5432 }] });
    web.connections.allowTo(plain);
    const [policy] = ManifestSet.fromYaml(web.connections.policiesForPeers()).all;
    expect(policy?.json.spec.podSelector.matchLabels).toEqual(plain.matchLabels);
  });

  test.each<[string, (web: SecureDeployment, other: SecureDeployment) => void]>([
    ['without a connection', () => {}],
    ['with a workload of this library', (web, other) => web.connections.allowTo(other)],
    ['with addresses', (web) => web.connections.allowTo(Peer.cidr('10.8.0.0/16'), PORTS)],
    ['with a part of the cluster', (web) => web.connections.allowFromIngressController()],
    [
      'with pods of all namespaces',
      (web) => web.connections.allowTo(Peer.podsInAnyNamespace({ reason: 'a proxy for every team' }), PORTS),
    ],
  ])('are none %s', (_, connect) => {
    const { web, make } = place();
    connect(web, make('other'));
    expect(web.connections.policiesForPeers()).toBe('');
  });
});
