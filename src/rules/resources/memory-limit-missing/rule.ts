import { isLimited } from '../../../analysis/workloads/resources';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ContainerRole } from '../../../model/container-role';
import { NSA_GUIDE, RESOURCE_MANAGEMENT } from '../../shared/sources';

const LIMIT = '/resources/limits/memory';

export const rule = defineRule({
  id: 'memory-limit-missing',
  category: 'resources',
  title: 'Containers have a memory limit',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, RESOURCE_MANAGEMENT],
  equivalents: {
    kubescape: ['C-0271', 'C-0009', 'C-0004', 'C-0303'],
    kubeLinter: ['unset-memory-requirements'],
    trivy: ['KSV-0018'],
    polaris: ['memoryLimitsMissing'],
    kubeScore: ['container-resources'],
    checkov: ['CKV_K8S_13'],
    kyverno: ['require-requests-limits'],
  },
  visit: {
    container(container, context) {
      if (container.role === ContainerRole.EPHEMERAL) return; // they have no resources
      if (isLimited(container, 'memory', context)) return;
      const own = container.value(LIMIT) ?? undefined;
      const what = own === undefined ? 'has no memory limit' : `has memory limit "${own}", which limits nothing`;
      context.report({
        pointer: `${container.path}${LIMIT}`,
        message: `container "${container.name}" ${what}; set resources.limits.memory`,
      });
    },
  },
});
