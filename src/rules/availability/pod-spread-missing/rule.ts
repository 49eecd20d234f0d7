import { REPLICATED, replicasOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { surelySelects } from '../../../model/controller-labels';
import type { PodTemplateView } from '../../../model/manifest';
import { objectsIn, readSelector } from '../../../model/pod-index';
import { called } from '../../shared/kind-name';

const ANTI_AFFINITY = '/affinity/podAntiAffinity';

export const rule = defineRule({
  id: 'pod-spread-missing',
  category: 'availability',
  title: 'Replicas do not all run on one node',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
  equivalents: {
    kubeLinter: ['no-anti-affinity'],
    polaris: ['topologySpreadConstraint'],
    kubeScore: [
      'deployment-has-host-podantiaffinity',
      'statefulset-has-host-podantiaffinity',
      'pod-topology-spread-constraints',
    ],
    kyverno: ['topologyspreadconstraints-policy', 'spread-pods'],
  },
  visit: {
    types: REPLICATED,
    manifest(workload, { all, report }) {
      const { podTemplate: pod } = workload;
      if (!pod || replicasOf(workload, all) < 2 || isSpread(pod)) return;
      report({
        pointer: `${pod.specPath}/topologySpreadConstraints`,
        message: `${called(workload)} may have all its replicas on one node; add topologySpreadConstraints that select its pods`,
      });
    },
  },
});

/** Whether a preferred or required term spreads its pods. Pods in different zones are also on different nodes. */
function isSpread(pod: PodTemplateView): boolean {
  const terms = [
    ...objectsIn(pod.value('/topologySpreadConstraints')),
    ...objectsIn(pod.value(`${ANTI_AFFINITY}/requiredDuringSchedulingIgnoredDuringExecution`)),
    ...objectsIn(pod.value(`${ANTI_AFFINITY}/preferredDuringSchedulingIgnoredDuringExecution`)).map(
      (weighted) => weighted.podAffinityTerm ?? {},
    ),
  ];
  return terms.some(({ topologyKey, labelSelector }) => topologyKey && surelySelects(readSelector(labelSelector), pod));
}
