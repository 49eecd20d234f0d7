import type * as kplus from 'cdk8s-plus-28';
import { addressOf } from '../../analysis/network/cidr';

/** Terms of a connection to hosts by their names. */
export interface FqdnOptions {
  /**
   * The ports.
   *
   * @default - TCP 443
   */
  readonly ports?: kplus.NetworkPolicyPort[];
  /**
   * Why the workload connects to them, for readers of the policy.
   *
   * @default - none
   */
  readonly reason?: string;
}

/** One label of a name; a wildcard stands for characters of one label. */
const LABEL = /^(?!-)[a-z0-9_*-]{1,63}(?<!-)$/;
const LONGEST = 253;

/**
 * Returns the names as Cilium compares them. Throws for what is no full name, and for a wildcard that is not below a domain.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function hostNames(names: readonly string[], path: string): string[] {
  const refuse = (problem: string) => new Error(`connection of "${path}" to hosts ${problem}`);
  if (names.length === 0) throw refuse('names none; give one, as "api.example.com"');
  return [...new Set(names.map((name) => name.toLowerCase().replace(/\.$/, '')))].map((name) => {
    const problem = nameProblem(name);
    if (problem) throw refuse(`names "${name}", which ${problem}`);
    return name;
  });
}

function nameProblem(name: string): string | undefined {
  if (addressOf(name)) return `is an address; use allowTo(Peer.cidr("${name}/${name.includes(':') ? 128 : 32}"))`;
  if (/[/:@]/.test(name))
    return 'is not the name of a host alone; write it as "api.example.com", and give its port in ports';
  const labels = name.split('.');
  if (name.includes('**'))
    return 'has "**", whose meaning depends on the version of Cilium; write one "*" for each label';
  if (name.length > LONGEST || !labels.every((label) => LABEL.test(label)))
    return 'is not a name of a host; write it as "api.example.com", or "*.example.com" for all names one level below';
  const domain = labels.slice(-2);
  if (domain.length < 2 || domain.some((label) => label.includes('*')))
    return name.includes('*')
      ? 'is as wide as the internet; write the domain below which the hosts are, as "*.example.com", or use allowToInternet()'
      : 'is not a full name; write it with its domain, as "api.example.com"';
  if (/\.(?:svc|cluster\.local)$|\.svc\./.test(name))
    return 'is in the cluster, where Cilium compares no names; use allowTo() with the workload, or Peer.pods()';
  return undefined;
}

/** What an author may do where no CiliumNetworkPolicy is enforced. */
export const NO_NAMES =
  'a NetworkPolicy cannot allow hosts by name, only pods and addresses. If Cilium enforces the policies, set cluster.policyProvider of Defaults to PolicyProvider.CILIUM. Else use allowTo(Peer.cidr()) if the addresses of the hosts stay the same, allowTo() with an egress proxy in the cluster that knows the names, allowToInternet() with a reason, or an object of your network plugin: FQDNNetworkPolicy of GKE, domainNames of a ClusterNetworkPolicy, domains of Calico Enterprise';
