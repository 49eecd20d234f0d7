import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'share-process-namespace',
  category: 'pod-security',
  title: "Containers of a pod do not see each other's processes",
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/'],
  visit: {
    podTemplate(pod, { report }) {
      if (pod.value('/shareProcessNamespace') !== true) return;
      const pointer = `${pod.specPath}/shareProcessNamespace`;
      report({
        pointer,
        message:
          "containers of the pod see each other's processes, environment variables and files; remove shareProcessNamespace",
        fix: pod.manifest.patchAway(pointer),
      });
    },
  },
});
