import type { IConstruct } from 'constructs';
import { METADATA_SERVICES } from '../../analysis/network/metadata-services';
import { Defaults } from '../defaults';
import { blockOf, dnsRule, podsOf } from './dns-rule';
import { ClusterPeer } from './peer';

/** Peers and ports as a NetworkPolicy has them. */
export interface PolicyPeers {
  readonly peers: any[];
  /** The ports on which the peers listen; none if that is not known. */
  readonly ports: any[];
}

/** Returns what `Defaults` say of a part of the cluster; undefined if they say nothing. Throws where that is needed. */
export function clusterPeers(part: ClusterPeer, scope: IConstruct): PolicyPeers | undefined {
  const { ingressController, prometheus } = Defaults.of(scope).all().cluster ?? {};
  switch (part) {
    case ClusterPeer.API_SERVER: {
      const server = apiServerOf(scope);
      if (server) return server;
      throw new Error(`connection of "${scope.node.path}" leads to the API server; ${HOW_TO_FIND}`);
    }
    case ClusterPeer.DNS: {
      const { to, ports } = dnsRule(scope);
      return { peers: to, ports };
    }
    case ClusterPeer.INGRESS_CONTROLLER:
      return ingressController && { peers: [podsOf(ingressController)], ports: [] };
    default:
      return prometheus && { peers: [podsOf(prometheus)], ports: [] };
  }
}

/** How to tell where the API server is. */
const HOW_TO_FIND =
  'its addresses are not known: set cluster.apiServer of Defaults, as kubectl get service kubernetes and kubectl get endpointslices -l kubernetes.io/service-name=kubernetes print them';

/** Returns the API server, if `Defaults` describe it. */
export function apiServerOf(scope: IConstruct): PolicyPeers | undefined {
  const { apiServer } = Defaults.of(scope).all().cluster ?? {};
  if (!apiServer) return undefined;
  const { addresses, ports = [443, 6443] } = apiServer;
  return {
    peers: addresses.map((address) => ({ ipBlock: { cidr: blockOf(address) } })),
    ports: ports.map((port) => ({ protocol: 'TCP', port })),
  };
}

/** Addresses that are not of the internet: of private networks, of this host and link, and reserved ones (RFC 6890). */
const NOT_INTERNET = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8', '0.0.0.0/8'],
  ...['224.0.0.0/4', '240.0.0.0/4', 'fc00::/7', 'fe80::/10', 'ff00::/8', '::1/128'],
  ...METADATA_SERVICES.map(({ address }) => blockOf(address)),
];

/** Returns the blocks of the internet, without some ranges. */
export function internetPeers(exclude: readonly string[]): any[] {
  const isOf = (family: RegExp) => [...new Set([...NOT_INTERNET, ...exclude])].filter((range) => family.test(range));
  return [{ ipBlock: { cidr: '0.0.0.0/0', except: isOf(/\./) } }, { ipBlock: { cidr: '::/0', except: isOf(/:/) } }];
}
