import { podsOfBudget, REPLICATED, replicasOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { called } from '../../shared/kind-name';
import { DISRUPTION_BUDGETS } from '../../shared/sources';

export const rule = defineRule({
  id: 'zero-disruption-budget',
  category: 'availability',
  title: 'Disruption budgets let nodes be drained',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [DISRUPTION_BUDGETS],
  equivalents: {
    kubeLinter: ['pdb-max-unavailable', 'pdb-min-available'],
    polaris: ['pdbDisruptionsIsZero', 'pdbMinAvailableGreaterThanHPAMinReplicas'],
    kyverno: ['pdb-maxunavailable', 'pdb-minavailable'],
  },
  visit: {
    types: ['policy/PodDisruptionBudget'],
    manifest(budget, { all, report }) {
      const maxUnavailable = amountOf(budget, 'maxUnavailable');
      if (maxUnavailable?.value === 0) {
        report({
          pointer: '/spec/maxUnavailable',
          message: `${called(budget)} allows no eviction; set maxUnavailable to 1 or more`,
        });
      }
      const minAvailable = amountOf(budget, 'minAvailable');
      if (!minAvailable) return;
      const pods = podCount(budget, all);
      const { value, isPercent } = minAvailable;
      // Kubernetes rounds percentages up; without pods there is nothing to evict.
      const isAll = pods === undefined ? isPercent && value >= 100 : pods > 0 && wanted(minAvailable, pods) >= pods;
      if (!isAll) return;
      const of = pods === undefined ? '' : ` of ${pods}`;
      report({
        pointer: '/spec/minAvailable',
        message: `${called(budget)} keeps ${value}${isPercent ? '%' : ''}${of} available, so no pod can be evicted; set maxUnavailable to 1 instead`,
      });
    },
  },
});

interface Amount {
  readonly value: number;
  readonly isPercent: boolean;
}

/** A number or a percentage of pods; undefined for any other value. */
function amountOf(budget: Manifest, field: string): Amount | undefined {
  const value = budget.value(`/spec/${field}`);
  if (typeof value === 'number') return { value, isPercent: false };
  const match = typeof value === 'string' ? /^(\d+)%$/.exec(value) : null;
  return match ? { value: Number(match[1]), isPercent: true } : undefined;
}

function wanted({ value, isPercent }: Amount, pods: number): number {
  return isPercent ? Math.ceil((value * pods) / 100) : value;
}

/** The smallest number of pods that the budget selects; undefined if it is unknown. */
function podCount(budget: Manifest, all: ManifestSet): number | undefined {
  const owners = podsOfBudget(budget, all).map((pod) => pod.manifest);
  if (owners.length === 0 || !owners.every(({ groupKind }) => groupKind === 'Pod' || REPLICATED.includes(groupKind)))
    return undefined;
  return owners.reduce((sum, owner) => sum + (owner.groupKind === 'Pod' ? 1 : replicasOf(owner, all)), 0);
}
