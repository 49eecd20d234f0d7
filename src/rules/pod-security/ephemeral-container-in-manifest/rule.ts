import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** The API server accepts them only for a running pod, through the subresource `ephemeralcontainers`. */
export const rule = defineRule({
  id: 'ephemeral-container-in-manifest',
  category: 'pod-security',
  title: 'Manifests contain no ephemeral containers',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/'],
  equivalents: {
    kyverno: ['block-ephemeral-containers'],
  },
  visit: {
    podTemplate(pod, { report }) {
      const containers: any[] = pod.value('/ephemeralContainers') ?? [];
      if (containers.length === 0) return;
      const names = containers.map(({ name }) => `"${name ?? ''}"`).join(', ');
      const pointer = `${pod.specPath}/ephemeralContainers`;
      report({
        pointer,
        message: `manifest contains ephemeral container ${names}, which the API server refuses at creation; remove ephemeralContainers`,
        fix: pod.manifest.patchAway(pointer),
      });
    },
  },
});
