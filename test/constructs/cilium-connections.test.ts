import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { hardeningMatchers } from 'cdk8s-hardened/testing';
import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  Aspects,
  type ClusterFacts,
  Defaults,
  DnsAccess,
  DnsProvider,
  GatewayController,
  HardeningChecks,
  IsolatedNamespace,
  ManifestSet,
  Peer,
  PolicyProvider,
  Port,
  Reachability,
  SecureDeployment,
  type SecureDeploymentProps,
} from '../../src';

expect.extend(hardeningMatchers);

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const { tcp, udp } = kplus.NetworkPolicyPort;

const FACTS: ClusterFacts = { policyProvider: PolicyProvider.CILIUM };

function place(cluster = FACTS) {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  Defaults.of(chart).set({ cluster });
  const make = (id: string, props: Partial<SecureDeploymentProps> = {}) =>
    new SecureDeployment(chart, id, {
      metadata: { name: id },
      containers: [{ name: 'main', image: IMAGE, portNumber: 8080 }],
      ...props,
    });
  const objectOf = ({ node }: SecureDeployment, kind: string) =>
    Testing.synth(chart).find((object) => object.kind === kind && object.metadata.name.startsWith(`shop-${node.id}-`));
  const plainOf = (workload: SecureDeployment) => objectOf(workload, 'NetworkPolicy').spec;
  const ciliumOf = (workload: SecureDeployment) => {
    const spec = objectOf(workload, 'CiliumNetworkPolicy')?.spec;
    if (spec) expectAccepted(spec);
    return spec;
  };
  return { app, chart, make, plainOf, ciliumOf, objectOf };
}

const PORT = /^(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})$/;
const PEERS = ['fromEntities', 'toEntities', 'toFQDNs', 'toEndpoints', 'toCIDR'];

/**
 * What the definition of the custom resource allows of what is written here, and Cilium's own check after it: one kind of
 * peer for each entry, and the DNS rules that names need.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/policy/api/l4.go
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/policy/api/fqdn.go
 */
function expectAccepted({ endpointSelector, ingress, egress, ...others }: any): void {
  expect(others).toEqual({});
  expect(Object.keys(endpointSelector)).toEqual(['matchLabels']);
  for (const list of [ingress, egress]) if (list) expect(list.length).toBeGreaterThan(0);
  const entries = [...(ingress ?? []), ...(egress ?? [])];
  for (const entry of entries) {
    const [peer, ...more] = Object.keys(entry).filter((key) => key !== 'toPorts');
    expect([more, PEERS.includes(`${peer}`)]).toEqual([[], true]);
    expect(entry[`${peer}`].length).toBeGreaterThan(0);
    for (const entity of [...(entry.fromEntities ?? []), ...(entry.toEntities ?? [])])
      expect(['ingress', 'kube-apiserver', 'host', 'remote-node']).toContain(entity);
    for (const { matchName, matchPattern, ...rest } of entry.toFQDNs ?? []) {
      expect(rest).toEqual({});
      expect(matchName ?? matchPattern).toMatch(matchName ? /^([-a-zA-Z0-9_]+[.]?)+$/ : /^([-a-zA-Z0-9_*]+[.]?)+$/);
    }
    expect(entry.toPorts.length).toBeGreaterThan(0);
    for (const { ports, rules } of entry.toPorts) {
      expect(ports.length).toBeGreaterThan(0);
      expect(ports.length).toBeLessThanOrEqual(40);
      for (const { port, endPort, protocol } of ports) {
        expect(port).toMatch(PORT);
        expect(endPort === undefined || Number.isInteger(endPort)).toBe(true);
        expect(['TCP', 'UDP', 'SCTP', 'ANY']).toContain(protocol);
      }
      if (rules) expect(Object.keys(rules)).toEqual(['dns']);
    }
  }
  const isByName = entries.some(({ toFQDNs }) => toFQDNs);
  expect(entries.some(({ toPorts }) => toPorts.some(({ rules }: any) => rules?.dns))).toBe(isByName);
}

/** The DNS of a conformant cluster, asked by the DNS proxy. */
const DNS = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
};
const on = (...numbers: number[]) => [{ ports: numbers.map((port) => ({ port: `${port}`, protocol: 'TCP' })) }];

describe('hosts by their names', () => {
  test('are in the CiliumNetworkPolicy with the only rule for the DNS', () => {
    const { make, plainOf, ciliumOf } = place();
    const web = make('web');
    web.connections.allowTo(Peer.podsInNamespace('db'), { ports: [tcp(5432)] });
    web.connections.allowToFqdn(['API.stripe.com.', '*.example.org', 'api.stripe.com']);
    expect(ciliumOf(web)).toEqual({
      endpointSelector: plainOf(web).podSelector,
      egress: [
        { toFQDNs: [{ matchName: 'api.stripe.com' }, { matchPattern: '*.example.org' }], toPorts: on(443) },
        DNS,
      ],
    });
    expect(plainOf(web).policyTypes).toEqual(['Ingress', 'Egress']);
    expect(plainOf(web).egress).toHaveLength(1);
    expect(JSON.stringify(plainOf(web))).not.toContain('53}');
  });

  test('are one policy for a workload, however often they are declared', () => {
    const { chart, make, ciliumOf } = place();
    const web = make('web');
    web.connections.allowToFqdn(['a.example.com']);
    web.connections.allowToFqdn(['a.example.com']);
    web.connections.allowToFqdn(['b.example.com'], { ports: [tcp(8443), udp(443)] });
    expect(Testing.synth(chart).filter(({ kind }) => kind === 'CiliumNetworkPolicy')).toHaveLength(1);
    expect(ciliumOf(web).egress).toEqual([
      { toFQDNs: [{ matchName: 'a.example.com' }], toPorts: on(443) },
      {
        toFQDNs: [{ matchName: 'b.example.com' }],
        toPorts: [
          {
            ports: [
              { port: '8443', protocol: 'TCP' },
              { port: '443', protocol: 'UDP' },
            ],
          },
        ],
      },
      DNS,
    ]);
  });

  test('record why, for readers of the policy', () => {
    const { make, objectOf } = place();
    const web = make('web');
    web.connections.allowToFqdn(['api.stripe.com'], { reason: 'takes payments of customers' });
    expect(objectOf(web, 'NetworkPolicy').metadata.annotations).toEqual({
      'cdk8s-hardened.github.io/reasons': 'to api.stripe.com: takes payments of customers',
    });
  });

  test.each<[string, ClusterFacts['dns'], object[]]>([
    [
      'on OpenShift',
      { provider: DnsProvider.OPENSHIFT },
      [
        {
          toEndpoints: [
            {
              matchLabels: {
                'k8s:io.kubernetes.pod.namespace': 'openshift-dns',
                'k8s:dns.operator.openshift.io/daemonset-dns': 'default',
              },
            },
          ],
          toPorts: [{ ...DNS.toPorts[0], ports: [{ port: '5353', protocol: 'ANY' }] }],
        },
      ],
    ],
    [
      'with NodeLocal DNSCache, whose pods a CiliumLocalRedirectPolicy leads to',
      { provider: DnsProvider.NODE_LOCAL },
      [
        {
          ...DNS,
          toEndpoints: [
            ...DNS.toEndpoints,
            { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'node-local-dns' } },
          ],
        },
      ],
    ],
    [
      'at addresses too, in an entry of their own',
      { addresses: ['192.0.2.53'] },
      [DNS, { toCIDR: ['192.0.2.53/32'], toPorts: DNS.toPorts }],
    ],
  ])('are resolved %s', (_, dns, expected) => {
    const { make, ciliumOf } = place({ policyProvider: PolicyProvider.CILIUM, dns });
    const web = make('web');
    web.connections.allowToFqdn(['a.example.com']);
    expect(ciliumOf(web).egress.slice(1)).toEqual(expected);
  });

  test('are an error where Cilium does not enforce the policies, which names what is possible', () => {
    const { make } = place({});
    expect(() => make('web').connections.allowToFqdn(['api.stripe.com'])).toThrow(
      /^connection of "shop\/web" to api\.stripe\.com: a NetworkPolicy cannot allow hosts by name, only pods and addresses\. If Cilium enforces the policies, set cluster\.policyProvider .*allowTo\(Peer\.cidr\(\)\).*egress proxy.*allowToInternet\(\).*FQDNNetworkPolicy of GKE/,
    );
  });

  test('are an error without the DNS', () => {
    const { make } = place();
    const web = make('web', { dnsAccess: DnsAccess.NEVER });
    expect(() => web.connections.allowToFqdn(['api.stripe.com'])).toThrow(
      'connection of "shop/web" to api.stripe.com needs the cluster DNS; remove dnsAccess NEVER',
    );
  });

  test.each<[string, string[], string]>([
    ['none', [], 'names none; give one, as "api.example.com"'],
    ['a URL', ['https://api.example.com/v1'], 'is not the name of a host alone; write it as "api.example.com"'],
    ['a port', ['api.example.com:443'], 'is not the name of a host alone'],
    ['an address', ['192.0.2.7'], 'is an address; use allowTo(Peer.cidr("192.0.2.7/32"))'],
    ['an IPv6 address', ['2001:db8::7'], 'is an address; use allowTo(Peer.cidr("2001:db8::7/128"))'],
    ['every name', ['*'], 'is as wide as the internet; write the domain below which the hosts are'],
    ['every name below a top-level domain', ['*.com'], 'is as wide as the internet'],
    ['a wildcard as domain', ['api.*.com'], 'is as wide as the internet'],
    ['two stars', ['**.example.com'], 'has "**", whose meaning depends on the version of Cilium'],
    ['a name without a domain', ['intranet'], 'is not a full name; write it with its domain'],
    ['an empty label', ['api..example.com'], 'is not a name of a host'],
    ['a label that ends with a hyphen', ['api-.example.com'], 'is not a name of a host'],
    ['other characters', ['äpi.example.com'], 'is not a name of a host'],
    ['a Service', ['db.shop.svc.cluster.local'], 'is in the cluster, where Cilium compares no names'],
    ['a Service without its domain', ['db.shop.svc'], 'is in the cluster'],
  ])('may not be %s', (_, names, message) => {
    const { make } = place();
    expect(() => make('web').connections.allowToFqdn(names)).toThrow(message);
  });

  test.each<[string, (chart: Chart, web: SecureDeployment) => void, RegExp]>([
    [
      'of an IsolatedNamespace',
      (chart) => new IsolatedNamespace(chart, 'namespace', { allowDns: true }),
      /"shop\/web" connects to hosts by name, and NetworkPolicy "allow-dns" lets it ask the cluster DNS too/,
    ],
    ['of its own', (_, web) => web.connections.allowTo(Peer.dns()), /NetworkPolicy "shop-web-[^"]*" lets it ask/],
  ])('are an error beside a policy %s that lets requests pass by the DNS proxy', (_, add, message) => {
    const { chart, make } = place();
    const web = make('web');
    web.connections.allowToFqdn(['api.stripe.com']);
    expect(() => Testing.synth(chart)).not.toThrow();
    add(chart, web);
    expect(() => Testing.synth(chart)).toThrow(message);
  });
});

describe('the API server of Cilium', () => {
  test('is an entity, with no address, for a connection and for a webhook', () => {
    const { make, plainOf, ciliumOf } = place();
    const web = make('web', { dnsAccess: DnsAccess.NEVER });
    web.connections.allowToKubeApiServer();
    web.connections.allowFromKubeApiServer({ ports: [tcp(9443)] });
    expect(ciliumOf(web)).toEqual({
      endpointSelector: plainOf(web).podSelector,
      ingress: [{ fromEntities: ['kube-apiserver'], toPorts: on(9443) }],
      egress: [{ toEntities: ['kube-apiserver'], toPorts: on(443, 6443) }],
    });
    expect(plainOf(web)).not.toHaveProperty('ingress');
    expect(plainOf(web)).not.toHaveProperty('egress');
  });

  test('is reached by who has a grant, also one that comes after the workload, with the DNS of its NetworkPolicy', () => {
    const { chart, make, plainOf, ciliumOf } = place({
      policyProvider: PolicyProvider.CILIUM,
      apiServer: { ports: [6443] },
    });
    const [web, other] = [make('web'), make('other')];
    web.account.allowRead(new kplus.ConfigMap(chart, 'settings', { data: { a: 'b' } }));
    expect(ciliumOf(web).egress).toEqual([{ toEntities: ['kube-apiserver'], toPorts: on(6443) }]);
    expect(plainOf(web).egress).toHaveLength(1);
    expect(plainOf(web).egress[0].to[0].podSelector).toEqual({ matchLabels: { 'k8s-app': 'kube-dns' } });
    expect(ciliumOf(other)).toBeUndefined();
  });

  test('nodes are entities too', () => {
    const { make, ciliumOf } = place();
    const web = make('web');
    web.connections.allowFrom(Peer.nodes());
    expect(ciliumOf(web).ingress).toEqual([{ fromEntities: ['host', 'remote-node'], toPorts: on(8080) }]);
  });
});

test('ports of a CiliumNetworkPolicy are texts, at most 40 in one entry, and 0 is every port', () => {
  const { make, ciliumOf } = place();
  const web = make('web');
  web.connections.allowToFqdn(['a.example.com'], {
    ports: [
      Port.allUdp('media streams'),
      kplus.NetworkPolicyPort.tcpRange(8000, 8010),
      ...Array.from({ length: 39 }, (_, at) => tcp(100 + at)),
    ],
  });
  const [{ toPorts }] = ciliumOf(web).egress;
  expect(toPorts.map(({ ports }: any) => ports.length)).toEqual([40, 1]);
  expect(toPorts[0].ports.slice(0, 2)).toEqual([
    { port: '0', protocol: 'UDP' },
    { port: '8000', endPort: 8010, protocol: 'TCP' },
  ]);
});

describe('an app for Cilium', () => {
  function shop() {
    const made = place({ policyProvider: PolicyProvider.CILIUM, gateway: { controller: GatewayController.CILIUM } });
    const { app, chart, make } = made;
    Aspects.of(app).add(new HardeningChecks());
    new IsolatedNamespace(chart, 'namespace');
    const [web, api] = [make('web'), make('api')];
    web.connections.allowFromGateway();
    web.connections.allowTo(api);
    api.connections.allowToFqdn(['api.stripe.com']);
    api.account.allowRead(new kplus.ConfigMap(chart, 'settings', { data: { a: 'b' } }));
    return { ...made, web, api };
  }

  test('passes every rule of the default profile, and allows exactly what it declares', () => {
    const { app } = shop();
    const reachability = Reachability.ofApp(app);
    expect(reachability.list()).toEqual([
      { source: 'shop/web[Deployment]', target: 'shop/api[Deployment]', ports: 'TCP 8080' },
    ]);
    expect([reachability.unexpected(), reachability.missing()]).toEqual([[], []]);
    expect(app).toAllowExactlyDeclared();
    const text = 'not listed, as they are neither workloads nor addresses: ';
    expect(reachability.notes()).toEqual([
      expect.stringContaining(`${text}ingress of CiliumNetworkPolicy shop/shop-web-`),
      expect.stringContaining(`${text}api.stripe.com, kube-apiserver of CiliumNetworkPolicy shop/shop-api-`),
    ]);
  });

  test('allows what is not declared where another CiliumNetworkPolicy does', () => {
    const { app, chart, web } = shop();
    new ApiObject(chart, 'other', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'other' },
      spec: {
        endpointSelector: {},
        ingress: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: '22', protocol: 'TCP' }] }] }],
        egress: [{ toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'shop' } }] }],
      },
    } as any);
    const both = ['web', 'api'].map((name) => `shop/${name}[Deployment]`);
    expect(Reachability.ofApp(app).unexpected()).toEqual([
      { source: both[1], target: both[0], ports: 'TCP 22' },
      { source: both[0], target: both[1], ports: 'TCP 22' },
    ]);
    expect(web.node.tryFindChild('CiliumNetworkPolicy')).toBeDefined();
  });

  test('explains by the kind of each policy', () => {
    const { app } = shop();
    expect(Reachability.ofApp(app).explain('shop/api', '198.51.100.0/24', '443')).toEqual([
      'shop/api[Deployment] cannot reach 198.51.100.0-198.51.100.255[External] on TCP 443',
      expect.stringMatching(
        /^egress of shop\/api\[Deployment\]: isolated by NetworkPolicy default-deny, NetworkPolicy shop-api-.*, CiliumNetworkPolicy shop-api-/,
      ),
      '  no egress rule allows 198.51.100.0-198.51.100.255[External]',
    ]);
  });
});

test('whatever is declared, exactly that is allowed, and each workload stays isolated by its NetworkPolicy', () => {
  const ports = { ports: [tcp(443)] };
  const calls: ((web: SecureDeployment, other: SecureDeployment) => void)[] = [
    (web, other) => web.connections.allowTo(other),
    (web, other) => web.connections.allowFrom(other, ports),
    (web) => web.connections.allowToFqdn(['api.stripe.com']),
    (web) => web.connections.allowToKubeApiServer(),
    (web) => web.connections.allowFromGateway(),
    (web) => web.connections.allowFrom(Peer.nodes(), ports),
    (web) => web.connections.allowTo(Peer.cidr('203.0.113.0/24'), ports),
    (web) => web.connections.allowFrom(Peer.podsInNamespace('monitoring')),
    (web) => web.account.allowRead(kplus.ApiResource.CONFIG_MAPS),
    (web) => web.exposeViaService(),
  ];
  fc.assert(
    fc.property(fc.subarray(calls), fc.subarray(calls), (first, second) => {
      const { app, make, plainOf } = place({ ...FACTS, gateway: { controller: GatewayController.CILIUM } });
      const [web, other] = [make('web'), make('other')];
      for (const call of first) call(web, other);
      for (const call of second) call(other, web);
      const reachability = Reachability.ofApp(app);
      expect([reachability.unexpected(), reachability.missing()]).toEqual([[], []]);
      expect(reachability.notes().filter((note) => note.includes('not part of the answer'))).toEqual([]);
      for (const each of [web, other]) expect(plainOf(each).policyTypes).toEqual(['Ingress', 'Egress']);
    }),
    { numRuns: 40 },
  );
});

test('policies that are not read are named', () => {
  const set = ManifestSet.fromYaml(`
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: by-method, namespace: shop}
spec:
  endpointSelector: {}
  ingress: [{toPorts: [{ports: [{port: "80"}], rules: {http: [{method: GET}]}}]}]
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: all}
spec: {endpointSelector: {}, ingress: [{fromEntities: [cluster]}]}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: deny}
spec: {selector: all(), types: [Ingress, Egress]}
`);
  expect(Reachability.ofManifests(set).notes()).toEqual([
    'CiliumNetworkPolicy (cilium.io) is not part of the answer, and may allow or deny more: shop/by-method',
    'CiliumClusterwideNetworkPolicy (cilium.io) is not part of the answer, and may allow or deny more: all',
    'GlobalNetworkPolicy (projectcalico.org) is not part of the answer, and may allow or deny more: deny',
  ]);
});
