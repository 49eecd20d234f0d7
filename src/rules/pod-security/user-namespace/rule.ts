import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ContainerView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'user-namespace',
  category: 'pod-security',
  title: 'Pods run in their own user namespace',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  since: '1.33',
  visit: {
    podTemplate(pod, { report }) {
      if (pod.isWindows || pod.hasUserNamespace) return;
      // The API server refuses a user namespace together with namespaces of the node or raw block devices.
      const isRefused =
        ['/hostNetwork', '/hostPID', '/hostIPC'].some((field) => pod.value(field) === true) ||
        pod.containers.some(hasBlockDevice);
      report({
        pointer: `${pod.specPath}/hostUsers`,
        message: 'root in the pod is root on the node; set hostUsers to false',
        fix: isRefused ? undefined : pod.patchTo('/hostUsers', false),
      });
    },
  },
});

function hasBlockDevice(container: ContainerView): boolean {
  return (container.value('/volumeDevices') ?? []).length > 0;
}
