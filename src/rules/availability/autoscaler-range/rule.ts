import { minimumOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { integerOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { AUTOSCALING } from '../../shared/sources';

export const minimum = integerOption('minimumReplicas', 2, 'lowest minReplicas that passes');

export const rule = defineRule({
  id: 'autoscaler-range',
  category: 'availability',
  title: 'Autoscalers keep more than one replica and can add more',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [AUTOSCALING],
  equivalents: {
    kubeLinter: ['hpa-minimum-three-replicas'],
    polaris: ['hpaMinAvailability', 'hpaMaxAvailability'],
    kubeScore: ['horizontalpodautoscaler-replicas'],
  },
  options: [minimum],
  visit: {
    types: ['autoscaling/HorizontalPodAutoscaler'],
    manifest(autoscaler, { option, report }) {
      const least = minimumOf(autoscaler);
      const most = autoscaler.value('/spec/maxReplicas');
      if (least < option(minimum)) {
        report({
          pointer: '/spec/minReplicas',
          message: `${called(autoscaler)} may scale down to ${least}; set minReplicas to ${option(minimum)} or more`,
        });
      }
      if (typeof most !== 'number' || most > least) return;
      report({
        pointer: '/spec/maxReplicas',
        message: `${called(autoscaler)} cannot scale above minReplicas ${least}; set maxReplicas to a higher number`,
      });
    },
  },
});
