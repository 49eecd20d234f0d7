import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { apiOf } from '../../../model/api';
import { CIS_BENCHMARK, NAMESPACES, NSA_GUIDE } from '../../shared/sources';

/** The kinds that publish the API of the cluster. */
const OF_THE_CLUSTER = ['Service', 'Endpoints', 'discovery.k8s.io/EndpointSlice'];

export const rule = defineRule({
  id: 'default-namespace',
  category: 'namespaces',
  title: 'Objects are not in the namespace default',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N1', 'CIS 2.0.1 5.6.4', 'CIS 1.12 5.6.4', 'CIS 1.10 5.7.4', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [NAMESPACES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0061', 'C-0212'],
    kubeLinter: ['use-namespace'],
    trivy: ['KSV-0110'],
    checkov: ['CKV_K8S_21'],
    kyverno: ['disallow-default-namespace'],
  },
  visit: {
    manifest({ groupKind, objectRef }, { all, report, target: { kubernetesVersion } }) {
      if (objectRef.namespaceName !== undefined && objectRef.namespaceName !== 'default') return;
      const scope = apiOf(all, kubernetesVersion).scopeOf(objectRef.apiVersion, objectRef.kind);
      // A kind of which nothing is known may be cluster-scoped, unless it has a namespace.
      if (scope === 'cluster' || (scope === undefined && objectRef.namespaceName === undefined)) return;
      if (OF_THE_CLUSTER.includes(groupKind) && objectRef.name === 'kubernetes') return;
      const what =
        objectRef.namespaceName === undefined
          ? 'sets no namespace, which means "default"'
          : 'is in namespace "default"';
      report({
        pointer: '/metadata/namespace',
        message: `object ${objectRef.kind} "${objectRef.name}" ${what}; set metadata.namespace to another namespace`,
      });
    },
  },
});
