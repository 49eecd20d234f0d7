import { budgetsOf, podsOfBudget } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { DISRUPTION_BUDGETS, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'disruption-budget-overlap',
  category: 'availability',
  title: 'A pod has one disruption budget',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1'],
  references: [
    NSA_GUIDE,
    DISRUPTION_BUDGETS,
    'https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/#how-api-initiated-eviction-works',
    'https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/core/pod/storage/eviction.go',
  ],
  visit: {
    types: ['policy/PodDisruptionBudget'],
    manifest(budget, { all, report }) {
      for (const pod of podsOfBudget(budget, all)) {
        const budgets = budgetsOf(pod, all);
        const [first] = budgets;
        // The same name in another place is another state of the same object.
        if (!first || !budgets.includes(budget) || first.objectRef.name === budget.objectRef.name) continue;
        report({
          pointer: '/spec/selector',
          message: `${called(budget)} and ${called(first)} select the pods of ${called(pod.manifest)}, which then cannot be evicted; remove one`,
        });
        return;
      }
    },
  },
});
