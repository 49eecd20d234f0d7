import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, SECURITY_CONTEXT } from '../../shared/sources';

export const rule = defineRule({
  id: 'security-context-missing',
  category: 'pod-security',
  title: 'Containers or their pods have a security context',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P4', 'CIS 2.0.1 5.6.3', 'CIS 1.12 5.6.3', 'CIS 1.10 5.7.3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK, SECURITY_CONTEXT],
  equivalents: {
    kubescape: ['C-0211'],
    trivy: ['KSV-0118'],
    checkov: ['CKV_K8S_29', 'CKV_K8S_30'],
    kyverno: ['add-default-securitycontext'],
  },
  visit: {
    container(container, { report }) {
      if (saysSomething(container.pod.value('/securityContext')) || saysSomething(container.value('/securityContext')))
        return;
      report({
        pointer: `${container.path}/securityContext`,
        message: `container "${container.name}" and its pod have no security settings; set a securityContext`,
      });
    },
  },
});

function saysSomething(context: unknown): boolean {
  return Object.values(context ?? {}).some((value) => value !== undefined && value !== null);
}
