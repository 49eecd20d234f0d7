import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  type ClusterFacts,
  Defaults,
  DnsAccess,
  HardeningError,
  Peer,
  PolicyProvider,
  SecureDeployment,
  type SecureDeploymentProps,
} from '../../src';

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const { tcp } = kplus.NetworkPolicyPort;
const API_SERVER = { addresses: ['10.96.0.1', '192.0.2.10/32'] };
const at = (port: number) => ({ port, protocol: 'TCP' });

function place(cluster?: ClusterFacts) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  if (cluster) Defaults.of(chart).set({ cluster });
  const make = (id: string, props: Partial<SecureDeploymentProps> = {}) =>
    new SecureDeployment(chart, id, {
      containers: [{ name: 'main', image: IMAGE, portNumber: 8080 }],
      dnsAccess: DnsAccess.NEVER,
      metadata: { name: id },
      ...props,
    });
  const specOf = ({ node }: SecureDeployment) =>
    Testing.synth(chart).find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name.startsWith(`shop-${node.id}-`),
    ).spec;
  return { chart, make, specOf };
}

const PORTS: kplus.ContainerPort[] = [
  { number: 8080, name: 'http' },
  { number: 9090, name: 'metrics' },
];
const twoPorts = { containers: [{ name: 'main', image: IMAGE, ports: PORTS }] };

describe('the API server', () => {
  test('is reached at the addresses and ports of the cluster', () => {
    const { make, specOf } = place({ apiServer: API_SERVER });
    const web = make('web');
    web.connections.allowToKubeApiServer();
    expect(specOf(web).egress).toEqual([
      {
        to: [{ ipBlock: { cidr: '10.96.0.1/32' } }, { ipBlock: { cidr: '192.0.2.10/32' } }],
        ports: [at(443), at(6443)],
      },
    ]);
  });

  test('is reached by who has a grant, and by nobody else', () => {
    const { chart, make, specOf } = place({ apiServer: { addresses: ['2001:db8::1'], ports: [443] } });
    const web = make('web');
    expect(specOf(web)).not.toHaveProperty('egress');
    web.account.allowRead(new kplus.ConfigMap(chart, 'settings', { data: { a: 'b' } }));
    expect(specOf(web).egress).toEqual([{ to: [{ ipBlock: { cidr: '2001:db8::1/128' } }], ports: [at(443)] }]);
    web.connections.allowToKubeApiServer();
    expect(specOf(web).egress).toHaveLength(1);
  });

  test('is an error where its addresses are not known, which says how to find them', () => {
    const { make } = place();
    expect(() => make('web').connections.allowToKubeApiServer()).toThrow(
      /"shop\/web" is with the API server: its addresses are not known; set cluster\.apiServer of Defaults .*"kubectl get endpointslices -n default -l kubernetes\.io\/service-name=kubernetes"/,
    );
  });

  test.each<[string, ClusterFacts | undefined]>([
    ['its addresses are not known', undefined],
    ['its ports alone are known', { apiServer: { ports: [443] } }],
  ])('a grant needs a way to it: %s', (_, facts) => {
    const { make, specOf } = place(facts);
    const web = make('web');
    web.account.allowRead(kplus.ApiResource.CONFIG_MAPS);
    expect(() => specOf(web)).toThrow(
      /^"shop\/web\/Resource": its account has grants or bindings, and its policies do not lead to the API server: its addresses are not known; set cluster\.apiServer of Defaults .*kubectl get endpointslices -n default .*; or declare the way: connections\.allowTo/,
    );
  });

  test.each<[string, ClusterFacts | undefined, (web: SecureDeployment) => void]>([
    ['its addresses are known', { apiServer: API_SERVER }, () => {}],
    ['Cilium knows it', { policyProvider: PolicyProvider.CILIUM }, () => {}],
    [
      'another connection may lead to it',
      undefined,
      (web) => web.connections.allowTo(Peer.cidr('192.0.2.10/32'), { ports: [tcp(443)] }),
    ],
  ])('a grant has a way to it: %s', (_, facts, connect) => {
    const { make, specOf } = place(facts);
    const web = make('web');
    connect(web);
    web.account.allowRead(kplus.ApiResource.CONFIG_MAPS);
    expect(() => specOf(web)).not.toThrow();
  });

  test('calls a webhook', () => {
    const { make, specOf } = place({ apiServer: { addresses: ['192.0.2.10'] } });
    const hook = make('hook');
    hook.connections.allowFromKubeApiServer({ ports: [tcp(9443)] });
    expect(specOf(hook).ingress).toEqual([{ from: [{ ipBlock: { cidr: '192.0.2.10/32' } }], ports: [at(9443)] }]);
  });

  test.each<[string, ClusterFacts, RegExp]>([
    ['no address', { apiServer: { addresses: [] } }, /cluster\.apiServer has no address; give one/],
    ['a name', { apiServer: { addresses: ['api.example'] } }, /cluster\.apiServer has the address "api\.example"/],
    ['a port that is none', { apiServer: { addresses: ['192.0.2.1'], ports: [0] } }, /cluster\.apiServer has port 0/],
    [
      'Prometheus without labels',
      { prometheus: { namespaceName: 'a', labels: {} } },
      /cluster\.prometheus has no label/,
    ],
  ])('facts with %s are refused', (_, cluster, message) => {
    expect(() => place(cluster)).toThrow(message);
  });
});

describe('the ingress controller', () => {
  const ingressOf = (ports: (web: SecureDeployment) => void) => {
    const { make, specOf } = place();
    const web = make('web', twoPorts);
    web.connections.allowFromIngressController();
    ports(web);
    return specOf(web).ingress;
  };

  test('reaches the ports that Services lead to', () => {
    const [rule, ...others] = ingressOf((web) => web.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] }));
    expect(rule.ports).toEqual([at(8080)]);
    expect(others).toEqual([]);
  });

  test('reaches what the containers declare where the app has no Service', () => {
    expect(ingressOf(() => {})[0].ports).toEqual([at(8080), at(9090)]);
  });

  test('reaches the ports that are given, whatever Services lead to', () => {
    const { make, specOf } = place();
    const web = make('web', twoPorts);
    web.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
    web.connections.allowFromIngressController({ ports: [tcp(9090)] });
    expect(specOf(web).ingress[0].ports).toEqual([at(9090)]);
  });

  test('is that of the cluster', () => {
    const { make, specOf } = place({ ingressController: { namespaceName: 'edge', labels: { app: 'traefik' } } });
    const web = make('web');
    web.connections.allowFrom(Peer.ingressController());
    expect(specOf(web).ingress[0].from).toEqual([
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } },
        podSelector: { matchLabels: { app: 'traefik' } },
      },
    ]);
  });
});

describe('Prometheus', () => {
  test('reaches the port that is named for it', () => {
    const { make, specOf } = place();
    const web = make('web', twoPorts);
    web.connections.allowFromPrometheus();
    expect(specOf(web).ingress).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
          },
        ],
        ports: [at(9090)],
      },
    ]);
  });

  test('reaches the only port', () => {
    const { make, specOf } = place({ prometheus: { namespaceName: 'obs', labels: { app: 'prom' } } });
    const web = make('web');
    web.connections.allowFromPrometheus();
    expect(specOf(web).ingress[0]).toMatchObject({
      from: [{ podSelector: { matchLabels: { app: 'prom' } } }],
      ports: [at(8080)],
    });
  });

  test('is an error where no port tells which it is', () => {
    const { make } = place();
    const ports: kplus.ContainerPort[] = [
      { number: 8080, name: 'http' },
      { number: 8443, name: 'https' },
    ];
    const web = make('web', { containers: [{ name: 'main', image: IMAGE, ports }] });
    expect(() => web.connections.allowFromPrometheus()).toThrow(
      'connection of "shop/web" from Prometheus names no port, and no port of its containers is called "metrics"; name one, or give ports',
    );
  });
});

describe('the internet', () => {
  const terms = { ports: [tcp(443)], reason: 'uploads to the storage of customers', expires: '2999-12-31' };

  test('is every address but private, local and reserved ones and metadata services', () => {
    const { make, specOf } = place();
    const web = make('web');
    web.connections.allowToInternet({ ...terms, exclude: ['203.0.113.0/24'] });
    const [{ to, ports }] = specOf(web).egress;
    expect(ports).toEqual([at(443)]);
    expect(to.map(({ ipBlock }: any) => ipBlock.cidr)).toEqual(['0.0.0.0/0', '::/0']);
    const [four, six] = to.map(({ ipBlock }: any) => ipBlock.except);
    expect(four).toEqual(
      expect.arrayContaining([
        '10.0.0.0/8',
        '172.16.0.0/12',
        '192.168.0.0/16',
        '100.64.0.0/10',
        '169.254.0.0/16',
        '203.0.113.0/24',
      ]),
    );
    expect(six).toEqual(expect.arrayContaining(['fc00::/7', 'fe80::/10', 'ff00::/8']));
  });

  test('needs a reason and a last day that has not passed', () => {
    const refused = (changes: object) => {
      const { make, specOf } = place();
      const web = make('web');
      return () => {
        web.connections.allowToInternet({ ...terms, ...changes });
        specOf(web);
      };
    };
    expect(refused({})).not.toThrow();
    expect(refused({ reason: 'short' })).toThrow('has no reason');
    expect(refused({ expires: '2020-01-01' })).toThrow(HardeningError);
    expect(refused({ ports: [] })).toThrow('to the internet names no port');
    expect(refused({ exclude: ['300.0.0.0/8'] })).toThrow('300.0.0.0/8');
  });
});

test('pods of one workload reach each other where it says so', () => {
  const { make, specOf } = place();
  const web = make('web');
  web.connections.allowInternally();
  const { ingress, egress } = specOf(web);
  const own = [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
      podSelector: specOf(web).podSelector,
    },
  ];
  expect(ingress).toEqual([{ from: own, ports: [at(8080)] }]);
  expect(egress).toEqual([{ to: own, ports: [at(8080)] }]);
});

test('the cluster DNS and the metadata service are peers', () => {
  const { make, specOf } = place();
  const web = make('web');
  web.connections.allowTo(Peer.dns());
  expect(specOf(web).egress).toEqual([
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
  ]);
  const other = make('other');
  other.connections.allowTo(Peer.metadataService(), { ports: [tcp(80)] });
  expect(() => specOf(other)).toThrow('instance-metadata-egress');
});
