import { budgetsOf, REPLICATED, replicasOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { DISRUPTION_BUDGETS } from '../../shared/sources';

export const rule = defineRule({
  id: 'pod-disruption-budget-missing',
  category: 'availability',
  title: 'Replicated workloads have a disruption budget',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [DISRUPTION_BUDGETS],
  equivalents: {
    polaris: ['missingPodDisruptionBudget'],
    kubeScore: ['deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
    kyverno: ['require-pdb'],
  },
  visit: {
    types: REPLICATED,
    manifest(workload, { all, report }) {
      const { podTemplate: pod } = workload;
      // A budget for one replica blocks every drain or has no effect.
      if (!pod || replicasOf(workload, all) < 2 || budgetsOf(pod, all).length > 0) return;
      report({
        pointer: '/metadata/name',
        message: `${called(workload)} may lose all its replicas in one drain; add a PodDisruptionBudget that selects its pods`,
      });
    },
  },
});
