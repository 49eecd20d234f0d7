import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { ClusterNetwork } from '../../src/analysis/cluster/ports';
import { ControlPlaneFirewall } from '../../src/constructs/cluster/firewall/control-plane-firewall';
import { type ControlPlaneFirewallProps, FirewallProtocol } from '../../src/constructs/cluster/firewall/firewall-props';
import type { NodeFile } from '../../src/constructs/cluster/node-file';
import { grouped, type Outcome, type Suite } from '../suite';

const WORLD = join(__dirname, '..', 'firewall', 'world.js');
/** Namespaces of network and mounts of their own; without root, of users too. */
const UNSHARE = process.getuid?.() === 0 ? '-nm' : '-rnm';

/** Each class of clients, with its addresses; the last one is in no group. */
const CLIENTS = {
  'API client': ['10.9.1.2', 'fd00:9:1::2'],
  'control plane': ['10.0.0.11', 'fd00:1::11'],
  node: ['10.0.0.50', 'fd00:1::50'],
  pod: ['10.244.1.5', 'fd00:244::5'],
  'admin host': ['10.9.0.5', 'fd00:9::5'],
  'kubelet client': ['10.9.2.2', 'fd00:9:2::2'],
  'load balancer': ['10.9.3.2', 'fd00:9:3::2'],
  'NodePort client': ['10.9.4.2', 'fd00:9:4::2'],
  'exporter client': ['10.9.5.2', 'fd00:9:5::2'],
  stranger: ['192.0.2.7', '2001:db8::7'],
} as const;
type Client = keyof typeof CLIENTS;

const ranges = (client: Client): string[] => [`${CLIENTS[client][0]}/32`, `${CLIENTS[client][1]}/128`];
const GROUPS = {
  controlPlaneAddresses: ['10.0.0.10', '10.0.0.11', 'fd00:1::10', 'fd00:1::11'],
  nodes: ['10.0.0.0/24', '10.0.0.50', 'fd00:1::/64'], // overlapping, as people write them
  podRanges: ['10.244.0.0/16', 'fd00:244::/64'],
  apiClients: ranges('API client'),
  adminHosts: [...CLIENTS['admin host']],
  kubeletClients: ranges('kubelet client'),
  loadBalancers: ranges('load balancer'),
};

/** Everything that somebody listens on, or might: components, networks of pods, NodePorts and their neighbours. */
const PORTS = [
  ...[22, 53, 80, 179, 2379, 2380, 2381, 4240, 4244, 4789, 5473, 6081, 6443, 8472, 9100],
  ...[10248, 10249, 10250, 10255, 10256, 10257, 10258, 10259, 51820, 51821, 51871],
  ...[29999, 30000, 30081, 32767, 32768],
];

/** What a node answers, as `PROTOCOL port`, by who asks: from the tables of the guide and of the network plugins. */
type Expected = { readonly [client in Client]?: readonly string[] };

interface Scenario {
  readonly name: string;
  readonly role: 'control-plane' | 'worker';
  readonly props: Partial<ControlPlaneFirewallProps> & Pick<ControlPlaneFirewallProps, 'network'>;
  readonly expected: Expected;
}

const TYPHA = 'TCP 5473';
const KUBELET = 'TCP 10250';
const EVERYWHERE: Expected = {
  ...{ 'admin host': ['TCP 22'], 'kubelet client': [KUBELET], 'load balancer': ['TCP 10256'] },
};
const NODE_PORTS = [30000, 30081, 32767].flatMap((port) => [`TCP ${port}`, `UDP ${port}`]);

const SCENARIOS: readonly Scenario[] = [
  {
    ...{ name: 'control plane, Flannel, NodePorts', role: 'control-plane' },
    props: { network: ClusterNetwork.FLANNEL, nodePorts: { clients: ranges('NodePort client') } },
    expected: {
      ...EVERYWHERE,
      'API client': ['TCP 6443'],
      'control plane': ['TCP 6443', 'TCP 2379', 'TCP 2380', KUBELET, 'UDP 8472'],
      node: ['TCP 6443', 'UDP 8472'],
      pod: ['TCP 6443'],
      'NodePort client': NODE_PORTS,
    },
  },
  {
    ...{ name: 'worker, Flannel', role: 'worker' },
    props: { network: ClusterNetwork.FLANNEL },
    expected: { ...EVERYWHERE, 'control plane': [KUBELET, 'UDP 8472'], node: ['UDP 8472'] },
  },
  {
    ...{ name: 'control plane, Cilium with WireGuard, etcd elsewhere, no SSH', role: 'control-plane' },
    props: { network: ClusterNetwork.CILIUM_WIREGUARD, externalEtcd: true, adminHosts: [], withoutSsh: true },
    expected: {
      ...{ 'kubelet client': [KUBELET], 'load balancer': ['TCP 10256'], 'API client': ['TCP 6443'] },
      'control plane': ['TCP 6443', KUBELET, 'UDP 8472', 'UDP 51871', 'TCP 4240', 'TCP 4244'],
      node: ['TCP 6443', 'UDP 8472', 'UDP 51871', 'TCP 4240', 'TCP 4244'],
      pod: ['TCP 6443'],
    },
  },
  {
    ...{ name: 'worker, Calico with BGP, a further port, NodePorts', role: 'worker' },
    props: {
      network: ClusterNetwork.CALICO_BGP,
      nodePorts: { clients: ranges('NodePort client') },
      furtherPorts: [
        { port: 9100, purpose: 'node exporter', clients: ranges('exporter client') },
        { port: 53, protocol: FirewallProtocol.UDP, purpose: 'NodeLocal DNSCache', clients: GROUPS.podRanges },
      ],
    },
    expected: {
      ...EVERYWHERE,
      'control plane': [KUBELET, 'TCP 179', TYPHA],
      node: ['TCP 179', TYPHA],
      pod: ['UDP 53'],
      'exporter client': ['TCP 9100'],
      'NodePort client': NODE_PORTS,
    },
  },
];

/** What kube-proxy does for the NodePort 30080: from the node to a pod. */
const KUBE_PROXY = `table ip kube_proxy {
  chain prerouting {
    type nat hook prerouting priority dstnat; policy accept;
    fib daddr type local tcp dport 30080 dnat to 10.244.9.9:8080
  }
}
`;

export const clusterFirewall: Suite = {
  name: 'cluster-firewall',
  guarantee:
    'nftables accepts every ruleset of `ControlPlaneFirewall`; each port of a node answers the clients of its table and no others, NodePorts included, and pods are forwarded as before',
  by: '`nft --check`, and the kernel, in network namespaces',
  whySkipped() {
    const nft = spawnSync('nft', ['--version']);
    if (nft.error) return 'there is no nft; the Debian package nftables has it';
    const unshare = spawnSync('unshare', [UNSHARE, 'nft', 'list', 'ruleset'], { encoding: 'utf8' });
    return unshare.status === 0
      ? undefined
      : `this machine makes no network namespaces with nftables: ${unshare.error?.message ?? unshare.stderr.trim()}`;
  },
  async run(): Promise<Outcome> {
    const checked = checkAll();
    let attempts = 0;
    for (const scenario of SCENARIOS) attempts += tryScenario(scenario);
    return { cases: `${grouped(checked)} rulesets, ${grouped(attempts)} connections in ${SCENARIOS.length} nodes` };
  },
};

/** Every network, with each option present and absent. */
function checkAll(): number {
  const options: Partial<ControlPlaneFirewallProps>[] = [
    {},
    { externalEtcd: true, adminHosts: [], withoutSsh: true, podRanges: [], kubeletClients: [], loadBalancers: [] },
    { nodePorts: { clients: ['10.9.4.0/24', '10.9.4.7', 'fd00:9:4::/64'] }, apiServerPort: 8443, sshPort: 2222 },
    { apiClients: ['fd00::/64'], nodes: ['fd00:1::/64'], controlPlaneAddresses: ['fd00:1::10'], podRanges: [] },
    {
      furtherPorts: [
        { port: 9000, endPort: 9100, purpose: 'exporters', clients: ['10.0.0.0/8', '10.1.0.0/16', '::1'] },
      ],
    },
  ];
  let checked = 0;
  for (const network of Object.values(ClusterNetwork))
    for (const props of options)
      for (const role of ['control-plane', 'worker']) {
        const input = rulesetOf(role, { network, ...props });
        execFileSync('unshare', [UNSHARE, 'nft', '--check', '--file', '-'], {
          input,
          stdio: ['pipe', 'ignore', 'pipe'],
        });
        checked += 1;
      }
  return checked;
}

function rulesetOf(role: string, props: Scenario['props']): string {
  const firewall = new ControlPlaneFirewall(new App(), 'firewall', { ...GROUPS, ...props });
  return (firewall.node.findChild(role) as NodeFile).text;
}

function tryScenario({ name, role, props, expected }: Scenario): number {
  const attempts = (Object.keys(CLIENTS) as Client[]).flatMap((client) =>
    CLIENTS[client].flatMap((from) => [
      ...PORTS.flatMap((port) =>
        ['TCP', 'UDP'].map((protocol) => ({
          ...{ client, from, to: from.includes(':') ? 'fd00:1::10' : '10.0.0.10', port, protocol },
          isOpen: expected[client]?.includes(`${protocol} ${port}`) ?? false,
        })),
      ),
      ...(from.includes(':') ? [] : forwarded(client, from, props.nodePorts !== undefined)),
    ]),
  );
  const ruleset = rulesetOf(role, props);
  // The second time, the first table is there: nothing else is touched.
  const rulesets = [KUBE_PROXY, ruleset, ruleset];
  const input = JSON.stringify({ addresses: Object.values(CLIENTS).flat(), ports: PORTS, rulesets, attempts });
  const output = execFileSync('unshare', [UNSHARE, process.execPath, WORLD], { input, encoding: 'utf8' });
  const { answers, tables } = JSON.parse(output);
  const wrong = attempts.filter(({ isOpen }, index) => isOpen !== answers[index]);
  if (wrong.length > 0) {
    const lines = wrong.map(
      ({ client, from, protocol, port, isOpen }) =>
        `${client} (${from}) to ${protocol} ${port}: ${isOpen ? 'no answer' : 'answered'}`,
    );
    throw new Error(`${name}: ${lines.slice(0, 20).join('\n')}\n${ruleset}`);
  }
  if (tables.join() !== 'table ip kube_proxy,table inet k8s_hardening')
    throw new Error(`${name}: tables are ${tables}`);
  return attempts.length;
}

/** A pod by its own address, and by a NodePort: these pass through the node. */
function forwarded(client: Client, from: string, hasNodePorts: boolean) {
  const isClient = hasNodePorts && client === 'NodePort client';
  return [
    { client, from, to: '10.244.9.9', port: 8080, protocol: 'TCP', isOpen: true },
    { client, from, to: '10.0.0.10', port: 30080, protocol: 'TCP', isOpen: isClient },
  ];
}
