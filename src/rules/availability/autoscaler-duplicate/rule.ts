import { autoscalersOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { called } from '../../shared/kind-name';
import { AUTOSCALING } from '../../shared/sources';

export const rule = defineRule({
  id: 'autoscaler-duplicate',
  category: 'availability',
  title: 'A workload has one autoscaler',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [AUTOSCALING],
  equivalents: {
    kyverno: ['prevent-duplicate-hpa'],
  },
  visit: {
    types: ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'],
    manifest(autoscaler, { all, report }) {
      const first = all._analysis(rule, () => duplicatesIn(all)).get(autoscaler);
      if (!first) return;
      report({
        pointer: '/spec/scaleTargetRef/name',
        message: `${called(autoscaler)} scales the same target as ${called(first)}; remove one, or set another target`,
      });
    },
  },
});

/** Each further autoscaler of a target, with the first one. */
function duplicatesIn(all: ManifestSet): Map<Manifest, Manifest> {
  const found = new Map<Manifest, Manifest>();
  for (const workload of all.all) {
    const [first, ...others] = autoscalersOf(workload, all);
    if (first) for (const other of others) found.set(other, first);
  }
  return found;
}
