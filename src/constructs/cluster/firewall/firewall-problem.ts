import { isOfCilium, mayBeOfCalico, NODE_PORTS } from '../../../analysis/cluster/ports';
import { type AddressRange, addressOf, cidrOf, isOpenToAll, touches } from '../../../analysis/network/cidr';
import { portProblem } from '../../network/port';
import { wideProblem } from '../../network/wide-peers';
import { type ControlPlaneFirewallProps, FirewallEngine, type FirewallPort } from './firewall-props';

/** Returns what is wrong with the options of a firewall. */
export function firewallProblem(props: ControlPlaneFirewallProps, isInChart: boolean): string | undefined {
  const { engine = FirewallEngine.NFTABLES } = props;
  return (
    rangesProblem(props) ??
    sshProblem(props) ??
    portsProblem(props) ??
    (engine === FirewallEngine.NFTABLES ? nftablesProblem(props) : objectsProblem(props, engine, isInChart))
  );
}

function rangesProblem(props: ControlPlaneFirewallProps): string | undefined {
  const { controlPlaneAddresses, nodes, apiClients, adminHosts, nodePorts } = props;
  const { podRanges, kubeletClients, loadBalancers } = props;
  if (controlPlaneAddresses.length === 0)
    return 'has no address of the control plane, so that its own parts do not reach each other; give one';
  if (nodes.length === 0) return 'has no node, so that no kubelet reaches the API server; give their ranges';
  for (const [name, ranges] of Object.entries({
    ...{ controlPlaneAddresses, nodes, apiClients, adminHosts, podRanges, kubeletClients, loadBalancers },
  })) {
    const problem = addressProblem(ranges ?? [], undefined, 'name the networks that need it');
    if (problem) return `has ${name} ${problem}`;
  }
  if (!nodePorts) return undefined;
  if (nodePorts.clients.length === 0) return 'has nodePorts for no one; leave them out';
  const problem = addressProblem(nodePorts.clients, nodePorts.reason);
  return problem && `has nodePorts ${problem}`;
}

function addressProblem(
  ranges: readonly string[],
  reason: string | undefined,
  instead = 'name narrower ones, or give a reason',
): string | undefined {
  const wrong = ranges.find((range) => !rangeOf(range));
  if (wrong !== undefined) return `"${wrong}"; write addresses as "10.0.0.10", ranges as "10.0.0.0/24"`;
  if (!isOpenToAll(read(ranges))) return undefined;
  if (reason === undefined) return `${ranges.join(', ')}, which is the whole internet; ${instead}`;
  const problem = wideProblem({ reason });
  return problem && `whose reason ${problem}`;
}

/** nftables refuses leading zeros, and IPv4 addresses in the form of IPv6 are not what packets have. */
function rangeOf(range: string): AddressRange | undefined {
  return /(?:^|\.)0\d|:.*\./.test(range) ? undefined : (addressOf(range) ?? cidrOf(range));
}

function read(ranges: readonly string[]): AddressRange[] {
  return ranges.flatMap((range) => rangeOf(range) ?? []);
}

function sshProblem({ adminHosts, withoutSsh = false }: ControlPlaneFirewallProps): string | undefined {
  if (withoutSsh)
    return adminHosts.length === 0 ? undefined : 'is without SSH and has adminHosts; leave out one of them';
  return adminHosts.length > 0
    ? undefined
    : 'has no adminHosts, so that no one reaches a node by SSH; name a bastion, or set withoutSsh';
}

function portsProblem({ furtherPorts = [], apiServerPort = 6443, sshPort = 22 }: ControlPlaneFirewallProps) {
  const single = (port: number, purpose: string): FirewallPort => ({ port, purpose, clients: [] });
  for (const each of [single(apiServerPort, 'API server'), single(sshPort, 'SSH'), ...furtherPorts]) {
    const { port, endPort, purpose } = each;
    const wrong = portProblem(port, endPort);
    if (wrong) return `has ${wrong} for ${purpose}; give whole numbers from 1 to 65535`;
    if (port <= NODE_PORTS.last && (endPort ?? port) >= NODE_PORTS.first)
      return `has port ${port} for ${purpose}, which is among the NodePorts that are closed; use another, or nodePorts`;
  }
  for (const { port, purpose, clients, reason } of furtherPorts) {
    if (!/^[A-Za-z0-9][A-Za-z0-9 -]{0,40}$/.test(purpose))
      return `has port ${port} for "${purpose}"; write letters, digits and blanks, such as "node exporter"`;
    if (clients.length === 0) return `has port ${port} for no one; give the addresses that connect, or leave it out`;
    const problem = addressProblem(clients, reason);
    if (problem) return `has port ${port} for ${problem}`;
  }
  return undefined;
}

function nftablesProblem({ kubeletClientPods = [] }: ControlPlaneFirewallProps): string | undefined {
  return kubeletClientPods.length === 0
    ? undefined
    : 'has kubeletClientPods, and nftables knows no pods; give the ranges of the pods, and of the nodes whose address their packets may have, as kubeletClients';
}

function objectsProblem(
  props: ControlPlaneFirewallProps,
  engine: FirewallEngine,
  isInChart: boolean,
): string | undefined {
  const { network, nodePorts, kubeletClients = [], podRanges = [] } = props;
  if (!isInChart) return `is made of objects of ${engine}, and stands in no chart; create it in a Chart`;
  const fits = engine === FirewallEngine.CILIUM ? isOfCilium(network) : mayBeOfCalico(network);
  if (!fits) return `filters with ${engine}, and the network of pods is "${network}"; use FirewallEngine.NFTABLES`;
  if (engine !== FirewallEngine.CILIUM) return undefined;
  if (nodePorts)
    return 'has nodePorts, which the host firewall of Cilium does not see: such packets are for pods, and the policies of these decide; leave them out';
  const pods = read(podRanges);
  const ofPods = kubeletClients.find((range) => touches(pods, rangeOf(range) as AddressRange));
  return ofPods === undefined
    ? undefined
    : `has kubeletClients "${ofPods}", which has addresses of pods, and Cilium compares no address with pods; name them in kubeletClientPods`;
}
