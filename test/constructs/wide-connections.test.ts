import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { type ClusterFacts, Defaults, Peer, PolicyProvider, Port, SecureDeployment, Waivers } from '../../src';

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const { NetworkPolicyPort } = kplus;
const PORTS = { ports: [NetworkPolicyPort.tcp(443)] };
const RECORD = 'cdk8s-hardened.github.io/reasons';
const REASON = 'customers upload from anywhere';

function place(cluster?: ClusterFacts) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  if (cluster) Defaults.of(chart).set({ cluster });
  const web = new SecureDeployment(chart, 'web', {
    metadata: { name: 'web' },
    containers: [{ name: 'main', image: IMAGE, portNumber: 8080 }],
  });
  const policy = () => Testing.synth(chart).find(({ kind }) => kind === 'NetworkPolicy');
  const waivers = () => Waivers.of(web.node.findChild('NetworkPolicy')).all;
  return { chart, web, policy, waivers };
}

describe('a wide range of addresses', () => {
  // A /6 of IPv4 is a 64th of all its addresses; 2000::/3 has all public ones of IPv6.
  test.each(['0.0.0.0/0', '64.0.0.0/6', '::/0', '2000::/9'])('%s needs a reason', (cidr) => {
    expect(() => Peer.cidr(cidr)).toThrow(
      `"${cidr}" is wider than any network of one owner; name narrower ranges, or say why it is needed, as Peer.cidr("${cidr}", { reason: "…", expires: "YYYY-MM-DD" }), or use allowToInternet()`,
    );
  });

  test.each(['64.0.0.0/7', '10.0.0.0/8', 'fc00::/7', '2000::/10'])('%s is none', (cidr) => {
    expect(() => Peer.cidr(cidr)).not.toThrow();
  });

  test('is none with most of it excluded', () => {
    expect(() => Peer.cidr('64.0.0.0/6', { exclude: ['65.0.0.0/8', '66.0.0.0/8'] })).not.toThrow();
  });

  test('of cdk8s-plus is an error too, as it takes no reason', () => {
    const { chart, web } = place();
    expect(() => web.connections.allowFrom(kplus.NetworkPolicyIpBlock.anyIpv4(chart, 'any'))).toThrow(
      'connection of "shop/web" is with all of "0.0.0.0/0"; name narrower ranges, or say why, as Peer.cidr("0.0.0.0/0", { reason: "…", expires: "YYYY-MM-DD" })',
    );
  });

  test.each<[string, object, string]>([
    ['a reason that says nothing', { reason: 'because' }, 'has no reason; give one of at least ten characters'],
    ['a day that is none', { reason: REASON, expires: 'soon' }, 'has the last day "soon"'],
    ['a day without a reason', { expires: '2099-12-31' }, 'wider than any network'],
  ])('is refused with %s', (_, options, message) => {
    expect(() => Peer.cidr('0.0.0.0/0', options)).toThrow(message);
  });

  test('with reason and last day waives what the rules report, in its direction', () => {
    const { web, policy, waivers } = place();
    const terms = { reason: REASON, expires: '2999-12-31', ticket: 'OPS-1' };
    const world = Peer.cidr('0.0.0.0/0', { exclude: ['169.254.0.0/16'], ...terms });
    web.connections.allowFrom(world);
    web.connections.allowFrom(world, PORTS);
    expect(policy().metadata.annotations).toBeUndefined();
    expect(waivers()).toEqual([
      { rule: 'network-policy-allow-all-ingress', ...terms, construct: 'shop/web/NetworkPolicy' },
    ]);
    web.connections.allowTo(world, PORTS);
    expect(waivers().map(({ rule }) => rule)).toEqual([
      'network-policy-allow-all-ingress',
      'network-policy-allow-all-egress',
    ]);
    expect(policy().spec.egress[0].to).toEqual([{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } }]);
  });

  test('that no rule reports has its reason in an annotation', () => {
    const { web, policy, waivers } = place();
    web.connections.allowTo(Peer.cidr('64.0.0.0/4', { reason: REASON, ticket: 'OPS-1' }), PORTS);
    web.connections.allowTo(Peer.cidr('64.0.0.0/4', { reason: REASON, ticket: 'OPS-1' }), PORTS);
    expect(policy().metadata.annotations).toEqual({ [RECORD]: `to 64.0.0.0/4: ${REASON}; ticket=OPS-1` });
    expect(waivers()).toEqual([]);
  });
});

describe('pods of any namespace', () => {
  const terms = { reason: 'every team may ask for a certificate' };

  test('need a reason', () => {
    const { chart, web } = place();
    const message =
      'connection of "shop/web" is with pods of all namespaces; name the namespaces, or say why, as Peer.podsInAnyNamespace({ reason: "…", expires: "YYYY-MM-DD" })';
    const all = kplus.Namespaces.all(chart, 'all');
    expect(() => web.connections.allowFrom(all)).toThrow(message);
    const some = kplus.Pods.select(chart, 'some', { labels: { app: 'a' }, namespaces: all });
    expect(() => web.connections.allowFrom(some)).toThrow(message);
    expect(() => Peer.podsInAnyNamespace({ reason: 'all' })).toThrow('peer of pods in any namespace has no reason');
  });

  test('with labels are recorded in an annotation', () => {
    const { web, policy } = place();
    web.connections.allowFrom(Peer.podsInAnyNamespace({ labels: { app: 'acme' }, ...terms }));
    expect(policy().spec.ingress[0].from).toEqual([
      { namespaceSelector: {}, podSelector: { matchLabels: { app: 'acme' } } },
    ]);
    expect(policy().metadata.annotations[RECORD]).toBe(`from pods {"app":"acme"} of all namespaces: ${terms.reason}`);
  });

  test('without labels are a finding, which a last day waives', () => {
    const [open, waived] = [place(), place()];
    open.web.connections.allowFrom(Peer.podsInAnyNamespace(terms));
    expect(() => open.policy()).toThrow('network-policy-all-namespaces-peer');
    waived.web.connections.allowFrom(Peer.podsInAnyNamespace({ ...terms, expires: '2999-12-31' }));
    expect(waived.policy().spec.ingress[0].from).toEqual([{ namespaceSelector: {}, podSelector: {} }]);
  });
});

describe('all ports', () => {
  const target = Peer.cidr('203.0.113.7/32');

  test.each<[string, kplus.NetworkPolicyPort, string]>([
    [
      'allTcp',
      NetworkPolicyPort.allTcp(),
      'opens all TCP ports; name the ports in use, or Port.allTcp("why no list of ports will do")',
    ],
    ['allUdp', NetworkPolicyPort.allUdp(), 'opens all UDP ports; name the ports in use, or Port.allUdp('],
    ['no port', NetworkPolicyPort.of({}), 'opens all TCP ports'],
    ['port 0 of cdk8s-plus, which it drops', NetworkPolicyPort.of({ port: 0 }), 'opens all TCP ports'],
    ['nearly all', NetworkPolicyPort.tcpRange(1, 65_000), 'opens TCP ports 1 to 65000; name the ports in use'],
    [
      'SCTP',
      NetworkPolicyPort.of({ protocol: kplus.NetworkProtocol.SCTP }),
      'opens all SCTP ports; name the ports in use',
    ],
  ])('need a reason: %s', (_, port, message) => {
    const { web, policy } = place();
    expect(() => web.connections.allowTo(target, { ports: [port] })).toThrow(`connection of "shop/web" ${message}`);
    expect(policy().spec).not.toHaveProperty('egress');
  });

  test('with a reason are recorded in an annotation', () => {
    const { web, policy } = place();
    web.connections.allowTo(target, { ports: [Port.allTcp('passive FTP')] });
    expect(policy().spec.egress[0].ports).toEqual([{ protocol: 'TCP' }]);
    expect(policy().metadata.annotations).toEqual({ [RECORD]: 'to all TCP ports: passive FTP' });
    expect(() => Port.allUdp('all')).toThrow('"all" of Port has no reason; give one of at least ten characters');
  });

  test.each<[string, kplus.NetworkPolicyPort, string]>([
    ['0', NetworkPolicyPort.tcp(0), 'has port 0; give whole numbers from 1 to 65535'],
    ['too high', NetworkPolicyPort.udp(65_536), 'has port 65536'],
    ['a fraction', NetworkPolicyPort.tcp(1.5), 'has port 1.5'],
    ['a range that ends before it begins', NetworkPolicyPort.tcpRange(443, 80), 'has the ports 443 to 80'],
    ['an end without a beginning', NetworkPolicyPort.of({ endPort: 5 }), 'has ports that end at 5 and begin nowhere'],
  ])('a port that is none is an error: %s', (_, port, message) => {
    const { web } = place();
    expect(() => web.connections.allowTo(target, { ports: [port] })).toThrow(`connection of "shop/web" ${message}`);
  });
});

describe('addresses of the cluster', () => {
  const FACTS: ClusterFacts = {
    podCidrs: ['10.244.0.0/16', '203.0.0.0/16'],
    serviceCidrs: ['10.96.0.0/12'],
    nodeCidrs: ['192.0.2.0/24', '2001:db8::/64'],
  };

  test.each<[string, string, string, ClusterFacts]>([
    ['pods', '10.244.3.0/24', 'addresses of pods, which change; name the workload, or use Peer.pods()', {}],
    ['Services', '10.96.0.10/32', 'addresses of Services, and a policy sees the pods behind them', {}],
    [
      'nodes, for Cilium',
      '192.0.2.8/29',
      'addresses of nodes, which Cilium compares with no range; use Peer.nodes()',
      { policyProvider: PolicyProvider.CILIUM },
    ],
  ])('are no range for a policy: %s', (_, cidr, message, more) => {
    const { web } = place({ ...FACTS, ...more });
    expect(() => web.connections.allowTo(Peer.cidr(cidr), PORTS)).toThrow(
      `connection of "shop/web" is with "${cidr}", ${message}`,
    );
  });

  test('are ranges where they are those of nodes, or around those of pods', () => {
    const { web, policy } = place(FACTS);
    web.connections.allowTo(Peer.cidr('192.0.2.0/24'), PORTS);
    web.connections.allowTo(Peer.cidr('10.0.0.0/8'), PORTS);
    web.connections.allowFrom(Peer.nodes());
    const ofNodes = FACTS.nodeCidrs?.map((cidr) => ({ ipBlock: { cidr } }));
    expect(policy().spec.ingress).toEqual([{ from: ofNodes, ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });

  test('of nodes are an error where they are not known', () => {
    expect(() => place().web.connections.allowFrom(Peer.nodes())).toThrow(
      'connection of "shop/web" is with the nodes; their addresses are not known: set cluster.nodeCidrs of Defaults to the ranges of what "kubectl get nodes -o wide" prints',
    );
  });

  test('are not of the internet', () => {
    const { web, policy } = place(FACTS);
    web.connections.allowToInternet({ ...PORTS, reason: REASON, expires: '2999-12-31' });
    const [four, six] = policy().spec.egress[0].to.map(({ ipBlock }: any) => ipBlock.except);
    expect(four).toEqual(expect.arrayContaining(['203.0.0.0/16', '192.0.2.0/24']));
    expect(six).toEqual(expect.arrayContaining(['2001:db8::/64']));
  });

  test('are refused where they are no ranges', () => {
    expect(() => place({ podCidrs: ['10.244.0.0'] })).toThrow(
      'cluster.podCidrs has the range "10.244.0.0"; write it as "10.244.0.0/16"',
    );
  });
});

// The defects of cdk8s-plus' own connections, by the numbers of the research (netrbac.md §3.3), as far as other tests do not
// have them.
describe('what goes wrong with the connections of cdk8s-plus', () => {
  const policiesOf = (chart: Chart) => Testing.synth(chart).filter(({ kind }) => kind === 'NetworkPolicy');

  test('K1, K2, K12: no policy is made for the pods of others, and none in their namespaces', () => {
    const { chart, web } = place();
    for (const [index, names] of [['x', 'y'], ['z']].entries())
      web.connections.allowFrom(kplus.Namespaces.select(chart, `some${index}`, { names }));
    web.connections.allowTo(kplus.Pods.all(chart, 'pods'), PORTS);
    expect(policiesOf(chart).map(({ metadata }) => metadata.namespace)).toEqual(['shop']);
  });

  test('K3: what has no port is an error, and never all ports', () => {
    const { chart, web } = place();
    const block = kplus.NetworkPolicyIpBlock.ipv4(chart, 'block', '203.0.113.0/24');
    for (const peer of [block, new kplus.Namespace(chart, 'other')])
      expect(() => web.connections.allowTo(peer)).toThrow('names no port');
  });

  test('K7, K17: further ports for the same peer are further rules of the one policy', () => {
    const { chart, web, policy } = place();
    const db = new kplus.Deployment(chart, 'db', {
      containers: [{ image: IMAGE, portNumber: 5432, securityContext: { user: 1000 } }],
    });
    web.connections.allowTo(db);
    web.connections.allowTo(db, PORTS);
    expect(
      policy()
        .spec.egress.slice(0, 2)
        .map(({ ports }: any) => ports[0].port),
    ).toEqual([5432, 443]);
    expect(policiesOf(chart)).toHaveLength(1);
  });

  test('K9: ends whose namespaces may differ are an error', () => {
    const { chart, web } = place();
    const bare = new Chart(chart.node.root, 'bare');
    const db = new SecureDeployment(bare, 'db', { containers: [{ image: IMAGE, portNumber: 5432 }] });
    const problem = 'is with "bare/db", whose namespace is not known; give its chart a namespace';
    expect(() => web.connections.allowTo(db)).toThrow(`connection of "shop/web" ${problem}`);
    expect(() => web.connections.allowFrom(db)).toThrow(`connection of "shop/web" ${problem}`);
    expect(() => db.connections.allowTo(web)).toThrow(`connection of "shop/web" ${problem}`);
    for (const { spec } of [chart, bare].flatMap(policiesOf))
      expect(Object.keys(spec)).toEqual(['podSelector', 'policyTypes']);
  });

  test('K11: a range of cdk8s-plus is checked as one of Peer is', () => {
    const { chart, web } = place();
    const { ipv4 } = kplus.NetworkPolicyIpBlock;
    const blocks = [
      ipv4(chart, 'host', '10.8.0.1/16'),
      ipv4(chart, 'outside', '10.8.0.0/16', ['10.9.0.0/24']),
      ipv4(chart, 'none', '999.1.1.1/99'),
    ];
    for (const block of blocks) expect(() => web.connections.allowTo(block, PORTS)).toThrow(/"(?:10|999)\./);
  });

  test('K13, K18: a policy has the name of its workload', () => {
    const { policy } = place();
    expect(policy().metadata.name).toMatch(/^shop-web-networkpolicy-[0-9a-f]{8}$/);
  });

  test('K15: pods in the network of their node are refused', () => {
    const { chart } = place();
    new SecureDeployment(chart, 'host', { hostNetwork: true, containers: [{ image: IMAGE, portNumber: 1 }] });
    expect(() => Testing.synth(chart)).toThrow('✗ host-network');
  });

  test('K16: a Service opens the workload to nobody, and an entrance that is declared does', () => {
    const { chart, web, policy } = place();
    const service = web.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
    new ApiObject(chart, 'ingress', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      spec: {
        tls: [{ hosts: ['a.example.com'], secretName: 'tls' }],
        defaultBackend: { service: { name: service.name, port: { number: 80 } } },
      },
    } as any);
    expect(policy().spec).not.toHaveProperty('ingress');
    web.connections.allowFromIngressController();
    expect(policy().spec.ingress[0].ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
  });
});
