import { addressOf, cidrOf } from '../analysis/network/cidr';
import type { ClusterDns, ClusterFacts } from './cluster-facts';
import { gatewaySource, ingressSource } from './cluster-proxies';

const RANGES = ['podCidrs', 'serviceCidrs', 'nodeCidrs'] as const;

/** Returns what is wrong with facts about a cluster: a field, and its problem. */
export function clusterProblem(facts: ClusterFacts): string | undefined {
  const { dns = {}, ingressController, gateway, prometheus, apiServer } = facts;
  const source = gateway && gatewaySource(gateway);
  if (typeof source === 'string') return `gateway does not say which pods it is: ${source}`;
  const pods = {
    dns: dns.labels,
    ingressController: ingressController && ingressSource(ingressController).pods?.labels,
    gateway: source?.pods?.labels,
    prometheus: prometheus && (prometheus.labels ?? {}),
  };
  for (const [name, labels] of Object.entries(pods))
    if (labels && Object.keys(labels).length === 0) return `${name} has no label; give one`;
  const wrong = placeProblem(dns);
  if (wrong) return `dns ${wrong}`;
  if (apiServer?.addresses?.length === 0) return 'apiServer has no address; give one';
  const server = apiServer && placeProblem(apiServer);
  if (server) return `apiServer ${server}`;
  for (const name of RANGES) {
    const range = facts[name]?.find((each) => !cidrOf(each));
    if (range !== undefined) return `${name} has the range "${range}"; write it as "10.244.0.0/16"`;
  }
  return undefined;
}

function placeProblem({ ports, addresses = [] }: Pick<ClusterDns, 'ports' | 'addresses'>): string | undefined {
  if (ports?.length === 0) return 'has no port; give one, or leave out ports';
  const port = ports?.find((each) => !Number.isInteger(each) || each < 1 || each > 65_535);
  if (port !== undefined) return `has port ${port}; give whole numbers from 1 to 65535`;
  const address = addresses.find((each) => !addressOf(each) && !cidrOf(each));
  return address === undefined ? undefined : `has the address "${address}"; write it as "169.254.20.10"`;
}
