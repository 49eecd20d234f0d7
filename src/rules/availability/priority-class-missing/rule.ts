import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';

export const rule = defineRule({
  id: 'priority-class-missing',
  category: 'availability',
  title: 'Pods have a priority class',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
  equivalents: {
    kubeLinter: ['priority-class-name'],
    polaris: ['priorityClassNotSet'],
    kyverno: ['require-pod-priorityclassname'],
  },
  visit: {
    podTemplate(pod, { all, report }) {
      if (pod.value('/priorityClassName')) return;
      const hasDefault = all._analysis(rule, () =>
        all.ofType('scheduling.k8s.io/PriorityClass').some((each) => each.value('/globalDefault') === true),
      );
      if (hasDefault) return;
      report({
        pointer: `${pod.specPath}/priorityClassName`,
        message: 'pod has no priority class, so its priority is 0; set priorityClassName',
      });
    },
  },
});
