import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

export const rule = defineRule({
  id: 'capabilities-not-dropped',
  category: 'pod-security',
  impliedBy: ['privileged-container'],
  title: 'Containers drop all capabilities',
  severity: Severity.MEDIUM,
  profiles: ['restricted', 'nsa'],
  standards: [
    'NSA/CISA P4',
    'PSS restricted',
    'CIS 2.0.1 5.2.9',
    'CIS 1.12 5.2.9',
    'CIS 1.11 5.2.10',
    'OWASP K01:2022',
    'OWASP K01:2025',
  ],
  references: [POD_SECURITY_RESTRICTED, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0220', 'C-0201'],
    trivy: ['KSV-0003', 'KSV-0004', 'KSV-0106'],
    polaris: ['insecureCapabilities'],
    checkov: ['CKV_K8S_37'],
    kyverno: ['disallow-capabilities-strict', 'drop-all-capabilities'],
  },
  podSecurity: { check: 'capabilities_restricted', level: PodSecurityLevel.RESTRICTED, since: '1.22' },
  visit: {
    container(container, { report, target }) {
      if (container.pod.isWindows && atLeast(target.kubernetesVersion, '1.25')) return;
      const drop = container.value('/securityContext/capabilities/drop') ?? undefined;
      if (drop?.includes('ALL')) return; // exact match: the admission library does not accept "all" or "CAP_ALL"
      const pointer = '/securityContext/capabilities/drop';
      report({
        pointer: `${container.path}${pointer}`,
        message: `container "${container.name}" keeps capabilities of the runtime's default set; set capabilities.drop to ["ALL"]`,
        fix: container.pod.isWindows
          ? undefined // the API server refuses capabilities there
          : drop
            ? container.patchTo(`${pointer}/-`, 'ALL')
            : container.patchTo(pointer, ['ALL']),
      });
    },
  },
});
