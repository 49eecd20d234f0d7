import type { IConstruct } from 'constructs';
import { METADATA_SERVICES } from '../../analysis/network/metadata-services';
import { type ClusterFacts, PolicyProvider } from '../cluster-facts';
import { gatewaySource, ingressSource, type ProxySource } from '../cluster-proxies';
import { Defaults } from '../defaults';
import type { ConnectionRule } from './connection-rule';
import { blockOf, dnsRule, podsOf } from './dns-rule';
import { type ClusterPart, PROMETHEUS } from './peer';

/** Peers of a connection with the ports on which they listen; no ports if these are not known. */
export type PolicyPeers = Pick<ConnectionRule, 'peers' | 'ports' | 'entities'>;

export function factsOf(scope: IConstruct): ClusterFacts {
  return Defaults.of(scope).all().cluster ?? {};
}

export function isCilium(scope: IConstruct): boolean {
  return factsOf(scope).policyProvider === PolicyProvider.CILIUM;
}

/** Returns a part of the cluster as peers. Throws where `Defaults` do not say what is needed. */
export function clusterPeers(part: ClusterPart, scope: IConstruct): PolicyPeers {
  const facts = factsOf(scope);
  switch (part.name) {
    case 'apiServer':
      return apiServerOf(scope) ?? refuse(scope, `is with the API server: ${FIND_API_SERVER}`);
    case 'nodes':
      return nodesOf(scope);
    case 'dns': {
      const { to, ports } = dnsRule(scope);
      return { peers: to, ports };
    }
    case 'prometheus':
      return { peers: [podsOf(facts.prometheus ?? PROMETHEUS)], ports: [] };
    case 'ingressController': {
      const { options } = part;
      const isUsual = Object.values(options).every((value) => value === undefined);
      return proxyPeers(ingressSource((isUsual && facts.ingressController) || options), part.name, scope);
    }
    default: {
      const { options } = part;
      const isOwn = options.controller !== undefined || options.labels !== undefined;
      const source = gatewaySource(isOwn ? options : { ...facts.gateway, ...defined(options) });
      return typeof source === 'string'
        ? refuse(scope, `is with a gateway: ${source}`)
        : proxyPeers(source, part.name, scope);
    }
  }
}

function proxyPeers({ pods, entity }: ProxySource, what: 'ingressController' | 'gateway', scope: IConstruct) {
  if (pods) return { peers: [podsOf(pods)], ports: [] };
  if (!isCilium(scope)) {
    const called = what === 'gateway' ? 'gateway' : 'ingress controller';
    const hint = `set cluster.policyProvider of Defaults to PolicyProvider.CILIUM, and a CiliumNetworkPolicy allows it`;
    refuse(scope, `comes from the ${called} of Cilium, which is no pod: no NetworkPolicy can allow it; ${hint}`);
  }
  return { peers: [], ports: [], entities: [entity as string] };
}

/** How to tell where the API server is. */
export const FIND_API_SERVER =
  'its addresses are not known; set cluster.apiServer of Defaults to the addresses and ports that "kubectl get service -n default kubernetes" and "kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes" print, or cluster.policyProvider to PolicyProvider.CILIUM if Cilium enforces the policies';

/** Returns the API server, if `Defaults` describe it. Cilium knows it, and compares no address with it. */
export function apiServerOf(scope: IConstruct): PolicyPeers | undefined {
  const { addresses, ports: given = [443, 6443] } = factsOf(scope).apiServer ?? {};
  const ports = given.map((port) => ({ protocol: 'TCP', port }));
  if (isCilium(scope)) return { peers: [], ports, entities: ['kube-apiserver'] };
  return addresses && { peers: addresses.map(blockPeer), ports };
}

/** Cilium compares no address with nodes either. */
function nodesOf(scope: IConstruct): PolicyPeers {
  if (isCilium(scope)) return { peers: [], ports: [], entities: ['host', 'remote-node'] };
  const { nodeCidrs = [] } = factsOf(scope);
  if (nodeCidrs.length === 0)
    refuse(
      scope,
      'is with the nodes; their addresses are not known: set cluster.nodeCidrs of Defaults to the ranges of what "kubectl get nodes -o wide" prints',
    );
  return { peers: nodeCidrs.map(blockPeer), ports: [] };
}

function blockPeer(address: string): any {
  return { ipBlock: { cidr: blockOf(address) } };
}

function refuse(scope: IConstruct, problem: string): never {
  throw new Error(`connection of "${scope.node.path}" ${problem}`);
}

function defined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Addresses that are not of the internet: of private networks, of this host and link, and reserved ones (RFC 6890). */
const NOT_INTERNET = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8', '0.0.0.0/8'],
  ...['224.0.0.0/4', '240.0.0.0/4', 'fc00::/7', 'fe80::/10', 'ff00::/8', '::1/128'],
  ...METADATA_SERVICES.map(({ address }) => blockOf(address)),
];

/** Returns the blocks of the internet, without some ranges and those of the cluster. */
export function internetPeers(exclude: readonly string[], scope: IConstruct): any[] {
  const { podCidrs = [], serviceCidrs = [], nodeCidrs = [] } = factsOf(scope);
  const excluded = [...new Set([...NOT_INTERNET, ...exclude, ...podCidrs, ...serviceCidrs, ...nodeCidrs])];
  const isOf = (family: RegExp) => excluded.filter((range) => family.test(range));
  return [{ ipBlock: { cidr: '0.0.0.0/0', except: isOf(/\./) } }, { ipBlock: { cidr: '::/0', except: isOf(/:/) } }];
}
