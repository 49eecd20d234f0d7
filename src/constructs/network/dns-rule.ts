import type { IConstruct } from 'constructs';
import { type ClusterPods, Defaults } from '../defaults';

/** The DNS pods of every conformant cluster. */
const CONFORMANT: ClusterPods = { namespaceName: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

/** Returns the egress rule for the cluster DNS. */
export function dnsRule(scope: IConstruct): any {
  const { namespaceName, labels } = Defaults.of(scope).all().cluster?.dns ?? CONFORMANT;
  return {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceName } },
        podSelector: { matchLabels: labels },
      },
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
}
