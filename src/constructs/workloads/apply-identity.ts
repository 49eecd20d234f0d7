import type { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Waivers } from '../../aspects/waivers';
import { isCilium } from '../network/cluster-peers';
import { Peer } from '../network/peer';
import type { CloudIdentity } from './cloud-identity';
import type { ISecureWorkload } from './secure-workload';

type SecureWorkload = kplus.AbstractPod & ISecureWorkload;

/** Gives a workload its identity of a cloud: what its account and pods say, and the way to where the credentials come from. */
export function applyIdentity(workload: SecureWorkload, { _parts: parts }: CloudIdentity): void {
  const { annotations, labels, local, hosts, addresses, metadata } = parts;
  annotate(workload, annotations, parts.what);
  for (const [key, value] of Object.entries(labels)) workload.podMetadata.addLabel(key, value);
  const tcp = (port: number) => ({ ports: [kplus.NetworkPolicyPort.tcp(port)] });
  for (const { cidr, port } of local) {
    workload.connections.allowTo(Peer.cidr(cidr), tcp(port));
    // Cilium takes the addresses of the node for the node, whatever a range says.
    const ports = [{ protocol: 'TCP', port }];
    if (isCilium(workload))
      workload.connections._declared.add('Egress', { peers: [], ports, entities: ['host'], peerName: parts.what });
  }
  if (metadata) {
    const policy = workload.node.findChild('NetworkPolicy') as ApiObject;
    Waivers.of(policy).add({ rule: 'instance-metadata-egress', ...metadata });
  }
  for (const address of addresses) workload.connections.allowTo(Peer.cidr(address), tcp(443));
  if (hosts.length > 0 && addresses.length === 0 && isCilium(workload)) workload.connections.allowToFqdn([...hosts]);
}

/** Returns why an identity is of no use; undefined if the workload can reach what it needs. */
export function identityProblem({ _parts: { what, hosts } }: CloudIdentity, reachesHosts: boolean): string | undefined {
  if (hosts.length === 0 || reachesHosts) return undefined;
  return `its cloud identity (${what}) asks ${hosts.join(', ')}, and its policies lead to no address: give addresses in the options of the identity, or declare the way, as connections.allowToInternet({ ports, reason, expires }), or set cluster.policyProvider of Defaults to PolicyProvider.CILIUM`;
}

function annotate({ account, node }: SecureWorkload, annotations: { readonly [key: string]: string }, what: string) {
  const known = account.metadata.toJson().annotations ?? {};
  const isWritten = account.node.tryFindChild('Resource') !== undefined;
  for (const [key, value] of Object.entries(annotations)) {
    if (!isWritten)
      throw new Error(
        `"${node.path}": its account "${account.name}" is of the cluster, so the annotations of ${what} are not written; leave out cloudIdentity, and annotate the account where it is made`,
      );
    if (known[key] !== undefined && known[key] !== value)
      throw new Error(
        `"${node.path}": its account has ${key} "${known[key]}" and "${value}"; give workloads of two identities two accounts`,
      );
    account.metadata.addAnnotation(key, value);
  }
}
