import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import {
  Aspects,
  ClusterNetwork,
  ControlPlaneFirewall,
  type ControlPlaneFirewallProps,
  FirewallEngine,
  HardeningChecks,
  type NodeFile,
  NodeRole,
} from 'cdk8s-hardened';
import {
  CLOSED_PORTS,
  COMPONENT_PORTS,
  NETWORK_PORTS,
  NODE_PORTS,
  openPorts,
} from '../../../src/analysis/cluster/ports';

const GROUPS: ControlPlaneFirewallProps = {
  network: ClusterNetwork.FLANNEL,
  controlPlaneAddresses: ['10.0.0.10', 'fd00::10'],
  nodes: ['10.0.0.0/24'],
  apiClients: ['10.9.0.0/24'],
  adminHosts: ['10.9.0.5'],
};
const firewall = (props: Partial<ControlPlaneFirewallProps> = {}, scope: Chart | App = new App()) =>
  new ControlPlaneFirewall(scope, 'firewall', { ...GROUPS, ...props });
const textOf = (made: ControlPlaneFirewall, role: string) => (made.node.findChild(role) as NodeFile).text;

/** The objects of a firewall, which our own rules accept. */
function objectsOf(props: Partial<ControlPlaneFirewallProps>): any[] {
  const app = new App();
  Aspects.of(app).add(new HardeningChecks());
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  firewall(props, chart);
  return Testing.synth(chart);
}

describe('nftables', () => {
  test('each role has its own file, and a unit loads it before kubelets start', () => {
    const files = firewall().node.children as NodeFile[];
    expect(files.map(({ path, nodes, mode }) => [path, nodes, mode])).toEqual([
      ['/etc/kubernetes/firewall/control-plane.nft', NodeRole.CONTROL_PLANE, '0600'],
      ['/etc/kubernetes/firewall/worker.nft', NodeRole.WORKER, '0600'],
      ['/etc/systemd/system/k8s-hardening-firewall@.service', NodeRole.EVERY, '0644'],
    ]);
    expect(files[2]?.text).toMatch(/^Before=.*kubelet\.service/m);
  });

  test('what is for the node is dropped by default; what is forwarded, and the rules of others, stay', () => {
    for (const role of ['control-plane', 'worker']) {
      const text = textOf(firewall(), role);
      expect(text).toContain('type filter hook input priority filter; policy drop;');
      expect(text).not.toMatch(/hook forward|flush/);
      expect(text.match(/^(delete )?table .*/gm)).toEqual([
        'table inet k8s_hardening',
        'delete table inet k8s_hardening',
        'table inet k8s_hardening {',
      ]);
    }
  });

  test('etcd and the API server are open on nodes of the control plane alone', () => {
    expect(textOf(firewall(), 'control-plane')).toContain('ip saddr @control_plane_ipv4 tcp dport 2379-2380 accept');
    expect(textOf(firewall(), 'control-plane')).toContain('ip6 saddr @control_plane_ipv6 tcp dport 2379-2380 accept');
    expect(textOf(firewall(), 'worker')).not.toMatch(/dport (2379|6443)/);
    expect(textOf(firewall({ externalEtcd: true }), 'control-plane')).not.toContain('2379');
  });

  test('nodes of the control plane are nodes, also where their addresses are not in the ranges', () => {
    expect(textOf(firewall({ nodes: ['10.1.0.0/24'] }), 'worker')).toContain(
      'set nodes_ipv4 { type ipv4_addr; flags interval; auto-merge; elements = { 10.1.0.0/24, 10.0.0.10 }; }',
    );
  });

  test('ports can be moved', () => {
    const text = textOf(firewall({ apiServerPort: 8443, sshPort: 2222 }), 'control-plane');
    expect(text).toContain('tcp dport 8443 accept comment "API server"');
    expect(text).toContain('ip saddr @admin_hosts_ipv4 tcp dport 2222 accept comment "SSH"');
    expect(text).not.toMatch(/dport (22|6443) /);
  });

  test('the proxy of Cilium gets its connections, and IP in IP its packets', () => {
    const markOf = (network: ClusterNetwork) =>
      /mark & 0x00000f00 == 0x00000200/.test(textOf(firewall({ network }), 'worker'));
    expect(markOf(ClusterNetwork.CILIUM_NATIVE)).toBe(true);
    expect(markOf(ClusterNetwork.CALICO)).toBe(false);
    const bgp = textOf(firewall({ network: ClusterNetwork.CALICO_BGP }), 'worker');
    expect(bgp).toContain('ip saddr @nodes_ipv4 ip protocol 4 accept');
    expect(bgp).not.toContain('ip6 saddr @nodes_ipv6 ip protocol');
  });

  test('a further port is open on the nodes that it is for', () => {
    const furtherPorts = [
      { port: 9100, endPort: 9101, purpose: 'exporters', clients: ['10.4.0.0/16'], nodes: NodeRole.WORKER },
    ];
    expect(textOf(firewall({ furtherPorts }), 'worker')).toContain(
      'ip saddr { 10.4.0.0/16 } tcp dport 9100-9101 accept comment "exporters"',
    );
    expect(textOf(firewall({ furtherPorts }), 'control-plane')).not.toContain('9100');
  });

  test('the steps protect from being locked out', () => {
    const { installSteps, rollbackSteps } = firewall();
    expect(installSteps.join('\n')).toMatch(
      /systemctl mask nftables[\s\S]*--on-active=5min nft delete table inet k8s_hardening[\s\S]*enable --now k8s-hardening-firewall@worker/,
    );
    expect(rollbackSteps.join()).toContain("systemctl disable --now 'k8s-hardening-firewall@*'");
  });
});

describe('Cilium', () => {
  const props = {
    ...{ engine: FirewallEngine.CILIUM, network: ClusterNetwork.CILIUM },
    kubeletClientPods: [{ namespaceName: 'metrics', labels: { app: 'metrics-server' } }],
  };
  const [ofControlPlane, ofWorkers] = objectsOf(props);

  test('nodes are selected by role, and never pods', () => {
    expect(ofControlPlane.spec.nodeSelector).toEqual({ matchLabels: { 'node-role.kubernetes.io/control-plane': '' } });
    expect(ofWorkers.spec.nodeSelector).toEqual({
      matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'DoesNotExist' }],
    });
    for (const { kind, metadata, spec } of [ofControlPlane, ofWorkers]) {
      expect(kind).toBe('CiliumClusterwideNetworkPolicy');
      expect(metadata.namespace).toBeUndefined();
      expect(spec.endpointSelector).toBeUndefined();
    }
  });

  test('nodes are named as entities, and by address for those that join; pods by labels', () => {
    const at = (port: string) =>
      ofControlPlane.spec.ingress
        .filter(({ toPorts }: any) => toPorts?.[0].ports[0].port === port)
        .map(({ toPorts: _, ...from }: any) => from);
    expect(at('2379')).toEqual([{ fromEntities: ['kube-apiserver'] }, { fromCIDR: ['10.0.0.10/32', 'fd00::10/128'] }]);
    expect(at('6443')[0]).toEqual({ fromEntities: ['kube-apiserver', 'remote-node', 'cluster'] });
    expect(at('22')).toEqual([{ fromCIDR: ['10.9.0.5/32'] }]);
    expect(at('10250')).toContainEqual({
      fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'metrics', 'k8s:app': 'metrics-server' } }],
    });
  });
});

describe('Calico', () => {
  const objects = objectsOf({
    ...{ engine: FirewallEngine.CALICO, network: ClusterNetwork.CALICO_BGP },
    nodePorts: { clients: ['10.7.0.0/24'] },
    kubeletClientPods: [{ namespaceName: 'metrics', labels: { app: 'metrics-server' } }],
  });
  const named = (kind: string, name: string) =>
    objects.find((each) => each.kind === kind && each.metadata.name === name)?.spec;

  test('a policy selects hosts alone: a selector of what a node lacks would select every pod', () => {
    const host = "projectcalico.org/created-by == 'calico-kube-controllers'";
    expect(named('GlobalNetworkPolicy', 'k8s-hardening-worker').selector).toBe(
      `${host} && !has(node-role.kubernetes.io/control-plane)`,
    );
    expect(named('GlobalNetworkPolicy', 'k8s-hardening-control-plane')).toMatchObject({
      ...{
        selector: `${host} && has(node-role.kubernetes.io/control-plane)`,
        types: ['Ingress'],
        applyOnForward: false,
      },
    });
  });

  test('the failsafe ports are narrowed: etcd and the API server are not open to all', () => {
    const { failsafeInboundHostPorts: ports } = named('FelixConfiguration', 'default');
    expect(ports.filter(({ net }: any) => net === undefined)).toEqual([{ protocol: 'udp', port: 68 }]);
    expect(ports.filter(({ port }: any) => port === 2379).map(({ net }: any) => net)).toEqual([
      '10.0.0.10/32',
      'fd00::10/128',
    ]);
  });

  test('NodePorts are decided before DNAT, and denied but for their clients', () => {
    const { preDNAT, applyOnForward, ingress } = named('GlobalNetworkPolicy', 'k8s-hardening-node-ports');
    expect([preDNAT, applyOnForward]).toEqual([true, true]);
    const tcp = ingress.filter(({ protocol }: any) => protocol === 'TCP');
    expect(tcp.map(({ action }: any) => action)).toEqual(['Allow', 'Deny', 'Deny']);
    expect(tcp[0]).toMatchObject({
      source: { nets: ['10.7.0.0/24'] },
      destination: { nets: ['10.0.0.0/24', '10.0.0.10/32'], ports: ['30000:32767'] },
    });
    expect(tcp[2].destination.nets).toEqual(['fd00::10/128']);
  });

  test('no rule mixes the families of addresses', () => {
    for (const { spec } of objects)
      for (const { source } of spec.ingress ?? [])
        expect(new Set((source?.nets ?? []).map((net: string) => net.includes(':'))).size).toBeLessThanOrEqual(1);
  });

  test('host endpoints come last', () => {
    expect(objects.at(-1)).toMatchObject({
      ...{ kind: 'KubeControllersConfiguration', metadata: { name: 'default' } },
      spec: { controllers: { node: { hostEndpoint: { autoCreate: 'Enabled' } } } },
    });
  });
});

describe('refused', () => {
  const cilium = { engine: FirewallEngine.CILIUM, network: ClusterNetwork.CILIUM };
  const port = { port: 9100, purpose: 'exporter', clients: ['10.0.0.1'] };
  const wrong: [props: Partial<ControlPlaneFirewallProps>, message: string][] = [
    [{ controlPlaneAddresses: [] }, 'has no address of the control plane'],
    [{ nodes: [] }, 'has no node, so that no kubelet reaches the API server'],
    [{ adminHosts: [] }, 'so that no one reaches a node by SSH; name a bastion, or set withoutSsh'],
    [{ withoutSsh: true }, 'is without SSH and has adminHosts'],
    [
      { apiClients: ['0.0.0.0/0'] },
      'has apiClients 0.0.0.0/0, which is the whole internet; name the networks that need it',
    ],
    [{ apiClients: ['0.0.0.0/1', '128.0.0.0/1'] }, 'which is the whole internet'],
    [{ nodes: ['::/0'] }, 'has nodes ::/0, which is the whole internet'],
    [{ nodes: ['10.0.0.0'], apiClients: ['10.9.0'] }, 'has apiClients "10.9.0"; write addresses as'],
    [{ adminHosts: ['10.09.0.5'] }, 'has adminHosts "10.09.0.5"'],
    [{ podRanges: ['::ffff:10.0.0.1'] }, 'has podRanges "::ffff:10.0.0.1"'],
    [{ nodePorts: { clients: [] } }, 'has nodePorts for no one'],
    [{ nodePorts: { clients: ['0.0.0.0/0'] } }, 'name narrower ones, or give a reason'],
    [{ nodePorts: { clients: ['0.0.0.0/0'], reason: 'why' } }, 'whose reason'],
    [{ furtherPorts: [{ ...port, port: 0 }] }, 'has port 0 for exporter'],
    [{ furtherPorts: [{ ...port, endPort: 80 }] }, 'has the ports 9100 to 80 for exporter'],
    [{ furtherPorts: [{ ...port, port: 30100 }] }, 'which is among the NodePorts that are closed'],
    [{ furtherPorts: [{ ...port, endPort: 40000 }] }, 'which is among the NodePorts that are closed'],
    [{ apiServerPort: 31000 }, 'has port 31000 for API server, which is among the NodePorts'],
    [{ furtherPorts: [{ ...port, purpose: 'a" accept' }] }, 'write letters, digits and blanks'],
    [{ furtherPorts: [{ ...port, clients: [] }] }, 'has port 9100 for no one'],
    [{ kubeletClientPods: [{ namespaceName: 'a', labels: { a: 'b' } }] }, 'nftables knows no pods'],
    [{ ...cilium }, 'stands in no chart; create it in a Chart'],
  ];
  test.each(wrong)('%j', (props, message) => {
    expect(() => firewall(props)).toThrow(message);
  });

  const inChart: typeof wrong = [
    [{ engine: FirewallEngine.CILIUM }, 'filters with cilium, and the network of pods is "flannel"'],
    [{ engine: FirewallEngine.CALICO, network: ClusterNetwork.CILIUM }, 'the network of pods is "cilium"'],
    [{ ...cilium, nodePorts: { clients: ['10.7.0.1'] } }, 'which the host firewall of Cilium does not see'],
    [
      { ...cilium, podRanges: ['10.244.0.0/16'], kubeletClients: ['10.244.3.0/24'] },
      'Cilium compares no address with pods; name them in kubeletClientPods',
    ],
  ];
  test.each(inChart)('in a chart: %j', (props, message) => {
    expect(() => firewall(props, new Chart(new App(), 'chart'))).toThrow(message);
  });

  test('a reason opens a further port to the internet', () => {
    const furtherPorts = [{ ...port, clients: ['0.0.0.0/0'], reason: 'the public web server of the company' }];
    expect(textOf(firewall({ furtherPorts }), 'worker')).toContain('ip saddr { 0.0.0.0/0 } tcp dport 9100 accept');
  });
});

describe('the table of ports', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'cluster.md'), 'utf8');
  const numbers = (first: number, last: number) => (first === last ? `${first}` : `${first}-${last}`);

  test('is the one of the guide', () => {
    const rows = COMPONENT_PORTS.map(
      ({ role = 'every node', protocol, first, last, purpose, from }) =>
        `| ${role} | ${protocol} ${numbers(first, last)} | ${purpose} | ${from.join(', ')} |`,
    );
    const nodePorts = `| every node | TCP, UDP, SCTP ${numbers(NODE_PORTS.first, NODE_PORTS.last)} | NodePorts | NodePort clients |`;
    expect(page).toContain([...rows, nodePorts].join('\n'));
    for (const [port, what] of CLOSED_PORTS) expect(page.replace(/\s+/g, ' ')).toContain(`${port} (${what})`);
  });

  test('has the ports of each network of pods', () => {
    for (const [network, ports] of Object.entries(NETWORK_PORTS)) {
      const cells = ports.map(({ protocol, first, last }) =>
        first === 0 ? 'IP in IP' : `${protocol} ${numbers(first, last)}`,
      );
      expect(page).toContain(`| \`${network.toUpperCase().replaceAll('-', '_')}\` | ${cells.join(', ') || 'none'} |`);
    }
  });

  test('what must stay closed is opened for no network', () => {
    for (const network of Object.values(ClusterNetwork))
      for (const role of ['control plane', 'worker'] as const) {
        const facts = { network, apiServerPort: 6443, sshPort: 22, hasEtcd: true, further: [] };
        for (const { first, last } of openPorts(role, facts))
          for (const [port] of CLOSED_PORTS) expect(port < first || port > last).toBe(true);
      }
  });
});
