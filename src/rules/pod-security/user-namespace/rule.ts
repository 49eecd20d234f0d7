import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

/** The first version in which the feature is stable, and cannot be switched off. */
const STABLE = '1.36';
/** The sources of volumes whose file systems have no id-mapped mounts. */
export const NOT_MAPPED = ['azureFile', 'glusterfs', 'nfs'];

/** It has no fix: the nodes, their runtime and the file systems of the volumes decide whether the pod then starts. */
export const rule = defineRule({
  id: 'user-namespace',
  category: 'pod-security',
  title: 'Pods run in their own user namespace',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [
    NSA_GUIDE,
    'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/127-user-namespaces',
  ],
  since: '1.33',
  visit: {
    podTemplate(pod, { report, target }) {
      if (pod.isWindows || pod.hasUserNamespace || isExcluded(pod)) return;
      const isStable = atLeast(target.kubernetesVersion, STABLE);
      report({
        pointer: `${pod.specPath}/hostUsers`,
        message:
          'root in the pod is root on the node; set hostUsers to false where nodes have Linux 6.3, and containerd 2.0 or CRI-O 1.25, or newer',
        severity: isStable ? Severity.LOW : undefined,
      });
    },
  },
});

/** The API server refuses a user namespace beside namespaces of the node or raw block devices; other rules report those. */
function isExcluded(pod: PodTemplateView): boolean {
  const volumes: any[] = pod.value('/volumes') ?? [];
  return (
    ['/hostNetwork', '/hostPID', '/hostIPC'].some((field) => pod.value(field) === true) ||
    pod.containers.some((container) => (container.value('/volumeDevices') ?? []).length > 0) ||
    volumes.some((volume) => NOT_MAPPED.some((source) => volume?.[source]))
  );
}
