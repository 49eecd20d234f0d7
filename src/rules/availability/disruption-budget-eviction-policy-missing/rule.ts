import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { DISRUPTION_BUDGETS } from '../../shared/sources';

export const rule = defineRule({
  id: 'disruption-budget-eviction-policy-missing',
  category: 'availability',
  title: 'Disruption budgets set a policy for unhealthy pods',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [`${DISRUPTION_BUDGETS}#unhealthy-pod-eviction-policy`],
  equivalents: {
    kubeLinter: ['pdb-unhealthy-pod-eviction-policy'],
    kubeScore: ['poddisruptionbudget-has-policy'],
  },
  since: '1.27', // enabled by default
  visit: {
    types: ['policy/PodDisruptionBudget'],
    manifest(budget, { report }) {
      if (budget.value('/spec/unhealthyPodEvictionPolicy')) return;
      report({
        pointer: '/spec/unhealthyPodEvictionPolicy',
        message: `${called(budget)} lets pods that never become ready block a drain; set unhealthyPodEvictionPolicy to "AlwaysAllow"`,
      });
    },
  },
});
