import { isOwned } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';

export const rule = defineRule({
  id: 'naked-pod',
  category: 'availability',
  title: 'Pods have a controller that replaces them',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/#working-with-pods'],
  equivalents: {
    kubescape: ['C-0073'],
    kyverno: ['prevent-bare-pods', 'restrict-jobs'],
  },
  visit: {
    types: ['Pod'],
    manifest(pod, { report }) {
      // Tests and hooks of Helm charts run once, while the user of Helm waits.
      const isHook = pod.value('/metadata/annotations/helm.sh~1hook') !== undefined;
      if (isOwned(pod) || isHook) return;
      report({
        pointer: '/kind',
        message: `pod "${pod.objectRef.name}" is lost when its node is lost; use a Deployment, a StatefulSet or a Job`,
      });
    },
  },
});
