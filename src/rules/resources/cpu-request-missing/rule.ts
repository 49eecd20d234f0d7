import { isRequested } from '../../../analysis/workloads/resources';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ContainerRole } from '../../../model/container-role';

import { NSA_GUIDE, RESOURCE_MANAGEMENT } from '../../shared/sources';

export const rule = defineRule({
  id: 'cpu-request-missing',
  category: 'resources',
  impliedBy: ['cpu-limit-missing'],
  title: 'Containers have a CPU request',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, RESOURCE_MANAGEMENT],
  equivalents: {
    kubescape: ['C-0268', 'C-0050'],
    kubeLinter: ['unset-cpu-requirements'],
    trivy: ['KSV-0015'],
    polaris: ['cpuRequestsMissing'],
    kubeScore: ['container-resources'],
    checkov: ['CKV_K8S_10'],
    kyverno: ['require-requests-limits', 'require-qos-burstable'],
  },
  visit: {
    container(container, context) {
      if (container.role === ContainerRole.EPHEMERAL) return; // they have no resources
      if (isRequested(container, 'cpu', context)) return;
      context.report({
        pointer: `${container.path}/resources/requests/cpu`,
        message: `container "${container.name}" requests no CPU time; set resources.requests.cpu to what it needs`,
      });
    },
  },
});
