import { isLimited } from '../../../analysis/workloads/resources';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ContainerRole } from '../../../model/container-role';

import { NSA_GUIDE, RESOURCE_MANAGEMENT } from '../../shared/sources';

export const rule = defineRule({
  id: 'cpu-limit-missing',
  category: 'resources',
  title: 'Containers have a CPU limit',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, RESOURCE_MANAGEMENT],
  equivalents: {
    kubescape: ['C-0270', 'C-0009', 'C-0050', 'C-0303'],
    trivy: ['KSV-0011'],
    polaris: ['cpuLimitsMissing'],
    kubeScore: ['container-resources'],
    checkov: ['CKV_K8S_11'],
    kyverno: ['require-cpu-limits (opposite: forbid-cpu-limits)'],
  },
  visit: {
    container(container, context) {
      if (container.role === ContainerRole.EPHEMERAL) return; // they have no resources
      if (isLimited(container, 'cpu', context)) return;
      context.report({
        pointer: `${container.path}/resources/limits/cpu`,
        message: `container "${container.name}" may use all CPU time of its node; set resources.limits.cpu`,
      });
    },
  },
});
