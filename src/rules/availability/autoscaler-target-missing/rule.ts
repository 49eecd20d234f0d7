import { autoscalersOf, scaleTargetOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { AUTOSCALING } from '../../shared/sources';

export const rule = defineRule({
  id: 'autoscaler-target-missing',
  category: 'availability',
  title: 'Autoscalers have a target that exists',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [AUTOSCALING],
  equivalents: {
    kubescape: ['C-0300'],
    kubeLinter: ['dangling-horizontalpodautoscaler'],
    kubeScore: ['horizontalpodautoscaler-has-target'],
  },
  visit: {
    types: ['autoscaling/HorizontalPodAutoscaler'],
    manifest(autoscaler, { all, report }) {
      const target = scaleTargetOf(autoscaler);
      const scaling = all._analysis(rule, () => new Set(all.all.flatMap((each) => autoscalersOf(each, all))));
      if (!target || scaling.has(autoscaler)) return;
      report({
        pointer: '/spec/scaleTargetRef/name',
        message: `${called(autoscaler)} scales ${target.kind} "${target.name}", which is not among the objects; set a target that is`,
      });
    },
  },
});
