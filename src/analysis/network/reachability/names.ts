import { selects } from '../../../kubernetes/selector';
import type { ManifestSet } from '../../../model/manifest-set';
import { type AddressRange, cidrOf, covers } from '../cidr';
import { namespaceLabels } from '../isolation';
import { allowsDnsAlone, type PolicyPeer, selectsNearlyEveryPod } from '../policy-rules';
import { namespacesSelected } from '../selected-pods';
import { portsDeclared, type Workload } from './endpoints';
import type { ReadRule } from './policies';
import { differenceOf, includes, isEmpty, portsOf, unionOf } from './ports';

/** The namespaces of the cluster's DNS server: that of kubeadm and most providers, and that of OpenShift. */
const DNS_NAMESPACES = ['kube-system', 'openshift-dns'];
/** The ports of its pods, which a policy sees: OpenShift's listen on 5353. */
const DNS_PORTS = [53, 5353];
/** The port that an API server alone has. Clients in the cluster get its address from the environment, and need no name. */
const API_SERVER = portsOf('TCP', 6443, 6443);
/** The port of its Service, which other servers have too. */
const HTTPS = portsOf('TCP', 443, 443);
/** As many addresses as the API server of a cluster has: clouds give it a block of 16. */
const FEW = 16n;
/** Services of the node and of the cloud have such an address, and no name. */
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'].flatMap((text) => cidrOf(text) ?? []);

/**
 * Whether a rule allows traffic to something that has a name: pods, or addresses outside of the cluster.
 *
 * @param usesApi whether the workload has permissions in the API server, so that a few addresses on 443 can be that
 */
export function leadsToNames(rule: ReadRule, usesApi: boolean): boolean {
  const { peers } = rule.written;
  if (allowsDnsAlone(rule.written)) return false;
  const isNamed = (range: AddressRange) => {
    if (LINK_LOCAL.some((local) => covers(local, range))) return false;
    const mayBeApi = usesApi && range.last - range.first < FEW;
    return !isEmpty(differenceOf(rule.portsAt(), mayBeApi ? unionOf([API_SERVER, HTTPS]) : API_SERVER));
  };
  return peers.length === 0 || peers.some(({ addresses }) => !addresses || addresses.some(isNamed));
}

/** Whether a rule allows requests to something that can be a DNS server of the cluster. */
export function mayResolveNames(rule: ReadRule, all: ManifestSet): boolean {
  const { written, peers, policy } = rule;
  const isWritten = writesDns(written.ports);
  if (!isWritten && !DNS_PORTS.some((port) => includes(rule.portsAt(), 'UDP', port))) return false;
  return (
    written.peers.length === 0 ||
    written.peers.some(
      (peer, index) =>
        (peer.addresses ?? []).length > 0 ||
        [...(peers[index] ?? [])].some(declaresDns) ||
        mayBeDns(peer, policy.effectiveNamespace, isWritten, all),
    )
  );
}

/** Whether the ports of a rule name DNS itself, and do not only include it. */
function writesDns(ports: readonly any[]): boolean {
  return ports.some(
    ({ port, endPort, protocol }) =>
      protocol === 'UDP' &&
      (DNS_PORTS.includes(Number(port)) ? Number(endPort ?? port) === Number(port) : /dns|domain/.test(`${port}`)),
  );
}

function declaresDns(workload: Workload): boolean {
  return DNS_PORTS.some((port) => includes(portsDeclared(workload), 'UDP', port));
}

function mayBeDns(
  { podSelector, namespaceSelector, addresses }: PolicyPeer,
  own: string,
  isWritten: boolean,
  all: ManifestSet,
): boolean {
  if (addresses) return false;
  const isHere = namespaceSelector
    ? DNS_NAMESPACES.some((namespace) => selects(namespaceSelector, namespaceLabels(namespace, all)))
    : DNS_NAMESPACES.includes(own);
  // A namespace that is not among the objects may have any labels, and a DNS server.
  const isUnknown = namespaceSelector && isWritten && namespacesSelected(namespaceSelector, all).length === 0;
  if (!isHere && !isUnknown) return false;
  const isAny = podSelector === undefined || selectsNearlyEveryPod(podSelector);
  return isWritten || isAny || /dns/i.test(JSON.stringify(podSelector));
}
