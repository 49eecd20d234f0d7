import { isLimited } from '../../../analysis/workloads/resources';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ContainerRole } from '../../../model/container-role';

import { NSA_GUIDE } from '../../shared/sources';

/** A limit without a request also sets the request. */
export const rule = defineRule({
  id: 'ephemeral-storage-limit-missing',
  category: 'resources',
  title: 'Containers have an ephemeral storage limit',
  severity: Severity.LOW,
  profiles: [],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/'],
  equivalents: {
    kubeScore: ['container-ephemeral-storage-request-and-limit'],
    kyverno: ['require-emptydir-requests-and-limits'],
  },
  visit: {
    container(container, context) {
      if (container.role === ContainerRole.EPHEMERAL) return; // they have no resources
      if (isLimited(container, 'ephemeral-storage', context)) return;
      context.report({
        pointer: `${container.path}/resources/limits/ephemeral-storage`,
        message: `container "${container.name}" may fill the node's disk with its files and logs; set resources.limits.ephemeral-storage`,
      });
    },
  },
});
