import type { IConstruct } from 'constructs';
import { type ClusterPods, Defaults } from '../defaults';

/** As every conformant cluster labels its name service. */
const CONFORMANT: ClusterPods = { namespaceName: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

/** Egress to the cluster's name service. */
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
