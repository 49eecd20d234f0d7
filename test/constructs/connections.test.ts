import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DnsAccess, Peer, Port, SecureDeployment, type SecureDeploymentProps } from '../../src/index';

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const { NetworkPolicyPort } = kplus;

function newChart(
  namespace: string | undefined = 'shop',
  app = new App({ outdir: join(tmpdir(), 'cdk8s-hardened') }),
): Chart {
  return new Chart(app, namespace ?? 'nowhere', { namespace });
}

function workload(
  scope: Chart,
  id: string,
  portNumber?: number,
  props: Partial<SecureDeploymentProps> = {},
): SecureDeployment {
  return new SecureDeployment(scope, id, { containers: [{ name: 'main', image: IMAGE, portNumber }], ...props });
}

/** The spec of a workload's one policy. */
function policyOf({ node }: SecureDeployment): any {
  const chart = Chart.of(node.scope as Chart);
  const objects = Testing.synth(chart);
  const policies = objects.filter(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name.startsWith(`${chart.node.id}-${node.id}-`),
  );
  expect(policies).toHaveLength(1);
  return policies[0].spec;
}

const NAME = 'kubernetes.io/metadata.name';
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { [NAME]: name } } });
const podsOf = (each: SecureDeployment) => ({
  podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': each.matchLabels['cdk8s.io/metadata.addr'] } },
});
const tcp = (port: number) => ({ port, protocol: 'TCP' });
const DNS = {
  to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

describe('between two workloads', () => {
  test('allowTo opens both ends, on the port of the one that is reached', () => {
    const chart = newChart();
    const [web, db] = [workload(chart, 'web', 8080), workload(chart, 'db', 5432)];
    web.connections.allowTo(db);
    expect(policyOf(web)).toEqual({
      ...podsOf(web),
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ to: [{ ...inNamespace('shop'), ...podsOf(db) }], ports: [tcp(5432)] }, DNS],
    });
    expect(policyOf(db)).toEqual({
      ...podsOf(db),
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ ...inNamespace('shop'), ...podsOf(web) }], ports: [tcp(5432)] }],
    });
  });

  test('allowFrom says the same from the other end', () => {
    const specs = (connect: (web: SecureDeployment, db: SecureDeployment) => void) => {
      const chart = newChart();
      const [web, db] = [workload(chart, 'web', 8080), workload(chart, 'db', 5432)];
      connect(web, db);
      return [policyOf(web), policyOf(db)];
    };
    expect(specs((web, db) => db.connections.allowFrom(web))).toEqual(specs((web, db) => web.connections.allowTo(db)));
  });

  test('in two namespaces each end names the other, in a policy of its own', () => {
    const app = new App({ outdir: tmpdir() });
    const [web, db] = [workload(newChart('shop', app), 'web', 8080), workload(newChart('data', app), 'db', 5432)];
    web.connections.allowTo(db);
    expect(policyOf(web).egress[0].to).toEqual([{ ...inNamespace('data'), ...podsOf(db) }]);
    expect(policyOf(db).ingress[0].from).toEqual([{ ...inNamespace('shop'), ...podsOf(web) }]);
    for (const [chart, namespace] of [
      [Chart.of(web), 'shop'],
      [Chart.of(db), 'data'],
    ] as const) {
      for (const { metadata } of Testing.synth(chart)) expect(metadata.namespace).toBe(namespace);
    }
  });

  test('in no known namespace both ends must share it', () => {
    const chart = newChart(undefined, new App({ outdir: tmpdir() }));
    const bare = new Chart(chart.node.root, 'bare');
    const [web, db] = [workload(bare, 'web', 8080), workload(bare, 'db', 5432)];
    web.connections.allowTo(db);
    expect(policyOf(web).egress[0].to).toEqual([podsOf(db)]);
  });

  test('said twice, or from both ends, is said once', () => {
    const chart = newChart();
    const [web, db] = [workload(chart, 'web', 8080), workload(chart, 'db', 5432)];
    web.connections.allowTo(db);
    web.connections.allowTo(db);
    db.connections.allowFrom(web);
    expect(policyOf(web).egress).toHaveLength(2);
    expect(policyOf(db).ingress).toHaveLength(1);
  });

  test('a second connection leaves the first as it is', () => {
    const chart = newChart();
    const [web, db, api] = [workload(chart, 'web', 8080), workload(chart, 'db', 5432), workload(chart, 'api', 80)];
    web.connections.allowTo(db);
    const before = [policyOf(web).egress, policyOf(db)];
    web.connections.allowTo(api);
    expect(policyOf(web).egress).toEqual(expect.arrayContaining(before[0]));
    expect(policyOf(db)).toEqual(before[1]);
    expect(policyOf(web).egress).toHaveLength(3);
  });

  test('a workload may reach itself', () => {
    const web = workload(newChart(), 'web', 8080);
    web.connections.allowTo(web);
    const self = { ...inNamespace('shop'), ...podsOf(web) };
    expect(policyOf(web).egress[0]).toEqual({ to: [self], ports: [tcp(8080)] });
    expect(policyOf(web).ingress).toEqual([{ from: [self], ports: [tcp(8080)] }]);
  });

  test('no connection makes a policy that selects what the workload does not own', () => {
    const chart = newChart();
    const [web, db] = [workload(chart, 'web', 8080), workload(chart, 'db', 5432)];
    const foreign = new kplus.Deployment(chart, 'foreign', { containers: [{ image: IMAGE, portNumber: 80 }] });
    web.connections.allowTo(db);
    web.connections.allowTo(foreign);
    web.connections.allowFrom(foreign);
    web.connections.allowFrom(Peer.ingressController());
    web.connections.isolate();
    const policies = Testing.synth(chart).filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies.map(({ spec }) => spec.podSelector)).toEqual([podsOf(web).podSelector, podsOf(db).podSelector]);
  });
});

describe('ports', () => {
  test('are those of all containers and sidecars of the one that is reached, each with its protocol', () => {
    const chart = newChart();
    const [web, dns] = [workload(chart, 'web'), workload(chart, 'dns')];
    dns.addContainer({
      name: 'a',
      image: IMAGE,
      ports: [{ number: 53, protocol: kplus.Protocol.UDP }, { number: 53 }],
    });
    dns.addInitContainer({
      name: 'b',
      image: IMAGE,
      ports: [{ number: 9 }],
      restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
    });
    dns.addInitContainer({ name: 'c', image: IMAGE, ports: [{ number: 7 }] });
    web.connections.allowTo(dns);
    const ports = [{ port: 53, protocol: 'UDP' }, tcp(53), tcp(9)];
    expect(policyOf(web).egress[0].ports).toEqual(ports);
    expect(policyOf(dns).ingress[0].ports).toEqual(ports);
  });

  test.each<[string, kplus.NetworkPolicyPort, object]>([
    ['tcp', NetworkPolicyPort.tcp(443), { protocol: 'TCP', port: 443 }],
    ['udp', NetworkPolicyPort.udp(53), { protocol: 'UDP', port: 53 }],
    ['tcpRange', NetworkPolicyPort.tcpRange(8000, 8010), { protocol: 'TCP', port: 8000, endPort: 8010 }],
    ['all TCP ports, which is no port 0', Port.allTcp('passive FTP'), { protocol: 'TCP' }],
    ['all UDP ports, which is no port 0', Port.allUdp('media streams'), { protocol: 'UDP' }],
    ['half of all', NetworkPolicyPort.tcpRange(1, 32_767), { protocol: 'TCP', port: 1, endPort: 32_767 }],
    ['SCTP', NetworkPolicyPort.of({ port: 9, protocol: kplus.NetworkProtocol.SCTP }), { protocol: 'SCTP', port: 9 }],
    ['without a protocol, which is TCP', NetworkPolicyPort.of({ port: 9 }), { protocol: 'TCP', port: 9 }],
  ])('can be given: %s', (_, port, expected) => {
    const chart = newChart();
    const [web, db] = [workload(chart, 'web', 8080), workload(chart, 'db', 5432)];
    web.connections.allowTo(db, { ports: [port] });
    expect(policyOf(web).egress[0].ports).toEqual([expected]);
    expect(policyOf(db).ingress[0].ports).toEqual([expected]);
  });

  const none = (from: string, to: string) =>
    `connection of "${from}" names no port, and "${to}" declares none; give ports, or portNumber on its containers`;

  test.each<[string, kplus.PodConnectionsAllowToOptions]>([
    ['are declared nowhere', {}],
    ['are an empty list, which would mean all', { ports: [] }],
  ])('that %s are an error', (_, options) => {
    const chart = newChart();
    const [web, db] = [workload(chart, 'web', 8080), workload(chart, 'db')];
    expect(() => web.connections.allowTo(db, options)).toThrow(none('shop/web', 'shop/db'));
    expect(() => db.connections.allowFrom(web, options)).toThrow(none('shop/db', 'shop/db'));
    expect(policyOf(web)).not.toHaveProperty('egress');
    expect(policyOf(db)).not.toHaveProperty('ingress');
  });

  test('must be given for a peer that has no containers here', () => {
    const web = workload(newChart(), 'web', 8080);
    expect(() => web.connections.allowTo(Peer.podsInNamespace('data'))).toThrow(none('shop/web', 'the peer'));
  });
});

describe('the name service', () => {
  test('is out of reach of who connects to nothing, or is only reached', () => {
    const chart = newChart();
    const [web, db] = [workload(chart, 'web', 8080), workload(chart, 'db', 5432)];
    expect(policyOf(web)).not.toHaveProperty('egress');
    web.connections.allowTo(db);
    web.connections.allowFrom(Peer.ingressController());
    expect(policyOf(db)).not.toHaveProperty('egress');
  });

  test('is within reach of who connects to addresses, unless it says no', () => {
    const egress = (dnsAccess?: DnsAccess) => {
      const web = workload(newChart(), 'web', 8080, { dnsAccess });
      web.connections.allowTo(Peer.cidr('10.8.0.0/16'), { ports: [NetworkPolicyPort.tcp(443)] });
      return policyOf(web).egress;
    };
    const addresses = { to: [{ ipBlock: { cidr: '10.8.0.0/16' } }], ports: [tcp(443)] };
    expect(egress()).toEqual([addresses, DNS]);
    expect(egress(DnsAccess.AUTO)).toEqual([addresses, DNS]);
    expect(egress(DnsAccess.NEVER)).toEqual([addresses]);
  });

  test('is within reach of who always needs it', () => {
    const web = workload(newChart(), 'web', 8080, { dnsAccess: DnsAccess.ALWAYS });
    expect(policyOf(web).egress).toEqual([DNS]);
  });

  test('is within reach of who connects to pods, once', () => {
    const web = workload(newChart(), 'web', 8080);
    web.connections.allowTo(Peer.podsInNamespace('a'), { ports: [NetworkPolicyPort.tcp(1)] });
    web.connections.allowTo(Peer.podsInNamespace('b'), { ports: [NetworkPolicyPort.tcp(2)] });
    expect(policyOf(web).egress).toHaveLength(3);
    expect(policyOf(web).egress[2]).toEqual(DNS);
  });
});

describe('a peer', () => {
  const ports = [NetworkPolicyPort.tcp(443)];

  /** What a peer becomes at either end. */
  function rendered(peer: kplus.INetworkPolicyPeer): any {
    const web = workload(newChart(), 'web', 8080);
    web.connections.allowTo(peer, { ports });
    web.connections.allowFrom(peer, { ports });
    const { ingress, egress } = policyOf(web);
    expect(ingress).toEqual([{ from: egress[0].to, ports: [tcp(443)] }]);
    return egress[0].to;
  }

  const select = (matchLabels: object) => ({ podSelector: { matchLabels } });

  test('may be pods by their labels in one namespace: both must hold', () => {
    expect(rendered(Peer.pods({ app: 'db', tier: 'data' }, 'data'))).toEqual([
      { ...inNamespace('data'), ...select({ app: 'db', tier: 'data' }) },
    ]);
  });

  test('may not be pods without labels, which would be all', () => {
    expect(() => Peer.pods({}, 'data')).toThrow('a peer of pods has no label; name one, or use Peer.podsInNamespace()');
  });

  test('may be all pods of one namespace', () => {
    expect(rendered(Peer.podsInNamespace('monitoring'))).toEqual([{ ...inNamespace('monitoring'), podSelector: {} }]);
  });

  test('may be the ingress controller that most clusters have', () => {
    expect(rendered(Peer.ingressController())).toEqual([
      {
        ...inNamespace('ingress-nginx'),
        ...select({ 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' }),
      },
    ]);
  });

  test('may be another ingress controller', () => {
    expect(rendered(Peer.ingressController({ namespaceName: 'traefik', labels: { app: 'traefik' } }))).toEqual([
      { ...inNamespace('traefik'), ...select({ app: 'traefik' }) },
    ]);
  });

  test.each<[string, string[], object]>([
    ['10.8.0.0/16', [], { cidr: '10.8.0.0/16' }],
    [
      '128.0.0.0/7',
      ['128.16.0.0/12', '129.1.2.3/32'],
      { cidr: '128.0.0.0/7', except: ['128.16.0.0/12', '129.1.2.3/32'] },
    ],
    ['10.0.0.0/8', [], { cidr: '10.0.0.0/8' }],
    ['fd00::/8', [], { cidr: 'fd00::/8' }],
  ])('may be addresses: %s', (cidr, except, ipBlock) => {
    expect(rendered(Peer.cidr(cidr, { exclude: except }))).toEqual([{ ipBlock }]);
  });

  test('may not be the whole world without a reason, and is still a finding then', () => {
    const exclude = ['10.0.0.0/8', '169.254.169.254/32'];
    expect(() => Peer.cidr('0.0.0.0/0', { exclude })).toThrow(
      '"0.0.0.0/0" is wider than any network of one owner; name narrower ranges, or say why it is needed, as Peer.cidr("0.0.0.0/0", { reason: "…", expires: "YYYY-MM-DD" }), or use allowToInternet()',
    );
    expect(() => rendered(Peer.cidr('0.0.0.0/0', { exclude, reason: 'customers upload from anywhere' }))).toThrow(
      /✗ network-policy-allow-all-egress .*\n(.*\n)*.*✗ network-policy-allow-all-ingress /,
    );
  });

  test.each([
    '10.8.0.0',
    'example.com',
    '',
    '10.8.0.0/33',
    '::/129',
    '999.1.1.1/8',
    '010.8.0.0/16',
    '::ffff:10.0.0.0/104',
  ])('may not be what is no range: %j', (cidr) => {
    expect(() => Peer.cidr(cidr)).toThrow(`"${cidr}" is not an address range; write it as "10.8.0.0/16"`);
  });

  test.each(['10.8.0.1/16', '2001:db8::1/64'])('may not be a range with bits after its prefix: %s', (cidr) => {
    expect(() => Peer.cidr(cidr)).toThrow('has bits after its prefix');
  });

  test.each([
    ['outside', '10.9.0.0/16'],
    ['the range itself', '10.8.0.0/16'],
    ['around it', '10.0.0.0/8'],
    ['of another family', 'fd00::/16'],
  ])('may not exclude what is %s', (_, range) => {
    expect(() => Peer.cidr('10.8.0.0/16', { exclude: [range] })).toThrow(
      `"${range}" is not inside "10.8.0.0/16"; leave it out`,
    );
  });

  test('may be a workload of cdk8s-plus, whose own policies are its own', () => {
    const chart = newChart();
    const web = workload(chart, 'web', 8080);
    const foreign = new kplus.Deployment(chart, 'foreign', { containers: [{ image: IMAGE, portNumber: 5432 }] });
    web.connections.allowTo(foreign);
    const labels = { 'cdk8s.io/metadata.addr': foreign.matchLabels['cdk8s.io/metadata.addr'] };
    expect(policyOf(web).egress[0]).toEqual({
      to: [{ ...inNamespace('shop'), ...select(labels) }],
      ports: [tcp(5432)],
    });
  });

  test('may be selected pods of cdk8s-plus, in namespaces by name or by label', () => {
    const chart = newChart();
    const pods = (id: string, namespaces?: kplus.Namespaces) =>
      kplus.Pods.select(chart, id, { labels: { app: 'db' }, namespaces });
    const db = select({ app: 'db' });
    expect(rendered(pods('here'))).toEqual([{ ...inNamespace('shop'), ...db }]);
    const named = kplus.Namespaces.select(chart, 'named', { names: ['a', 'b'] });
    expect(rendered(pods('there', named))).toEqual([
      { ...inNamespace('a'), ...db },
      { ...inNamespace('b'), ...db },
    ]);
    const labelled = kplus.Namespaces.select(chart, 'labelled', { labels: { team: 'data' } });
    expect(rendered(pods('labelled-pods', labelled))).toEqual([
      { namespaceSelector: { matchLabels: { team: 'data' } }, ...db },
    ]);
  });

  test('may be a namespace of cdk8s-plus', () => {
    const chart = newChart();
    const namespace = new kplus.Namespace(chart, 'data', { metadata: { name: 'data' } });
    expect(rendered(namespace)).toEqual([{ ...inNamespace('data'), podSelector: {} }]);
  });

  test('is a plain value, and makes no object', () => {
    const chart = newChart();
    workload(chart, 'web', 8080).connections.allowFrom(Peer.ingressController());
    expect(
      Testing.synth(chart)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['Deployment', 'NetworkPolicy', 'ServiceAccount']);
  });

  test('may be used for several workloads', () => {
    const chart = newChart();
    const monitoring = Peer.podsInNamespace('monitoring');
    const [web, api] = [workload(chart, 'web', 8080), workload(chart, 'api', 80)];
    for (const each of [web, api]) each.connections.allowFrom(monitoring);
    expect(policyOf(web).ingress[0].from).toEqual(policyOf(api).ingress[0].from);
    expect([policyOf(web).ingress[0].ports, policyOf(api).ingress[0].ports]).toEqual([[tcp(8080)], [tcp(80)]]);
  });
});
