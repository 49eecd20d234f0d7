import { isRequested } from '../../../analysis/workloads/resources';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ContainerRole } from '../../../model/container-role';

import { NSA_GUIDE, RESOURCE_MANAGEMENT } from '../../shared/sources';

export const rule = defineRule({
  id: 'memory-request-missing',
  category: 'resources',
  impliedBy: ['memory-limit-missing'],
  title: 'Containers have a memory request',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, RESOURCE_MANAGEMENT],
  equivalents: {
    kubescape: ['C-0269', 'C-0004'],
    trivy: ['KSV-0016'],
    polaris: ['memoryRequestsMissing'],
    kubeScore: ['container-resources'],
    checkov: ['CKV_K8S_12'],
    kyverno: ['require-requests-limits', 'require-qos-burstable'],
  },
  visit: {
    container(container, context) {
      if (container.role === ContainerRole.EPHEMERAL) return; // they have no resources
      if (isRequested(container, 'memory', context)) return;
      context.report({
        pointer: `${container.path}/resources/requests/memory`,
        message: `container "${container.name}" requests no memory; set resources.requests.memory to what it needs`,
      });
    },
  },
});
