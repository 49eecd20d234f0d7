import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { ContainerView } from '../../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

const FIELD = '/securityContext/allowPrivilegeEscalation';

export const rule = defineRule({
  id: 'privilege-escalation-allowed',
  category: 'pod-security',
  impliedBy: ['privileged-container'],
  title: 'Processes cannot gain more privileges than their parent',
  severity: Severity.HIGH,
  profiles: ['restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS restricted', 'CIS 2.0.1 5.2.6', 'CIS 1.12 5.2.6', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_RESTRICTED, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0016', 'C-0217', 'C-0197', 'C-0211'],
    kubeLinter: ['privilege-escalation-container (explicit true only)'],
    trivy: ['KSV-0001'],
    polaris: ['privilegeEscalationAllowed'],
    checkov: ['CKV_K8S_20'],
    kyverno: ['disallow-privilege-escalation'],
  },
  podSecurity: { check: 'allowPrivilegeEscalation', level: PodSecurityLevel.RESTRICTED, since: '1.8' },
  visit: {
    container(container, { report, target }) {
      if (container.pod.isWindows && atLeast(target.kubernetesVersion, '1.25')) return;
      if (container.value(FIELD) === false) return;
      report({
        pointer: `${container.path}${FIELD}`,
        message: `container "${container.name}" may gain privileges; set allowPrivilegeEscalation to false`,
        fix: takesFalse(container) ? container.patchTo(FIELD, false) : undefined,
      });
    },
  },
});

/** The API server refuses `false` on Windows, with privileged and with CAP_SYS_ADMIN; those must be removed first. */
function takesFalse(container: ContainerView): boolean {
  const added: string[] = container.value('/securityContext/capabilities/add') ?? [];
  const isPrivileged = container.value('/securityContext/privileged') === true;
  return !container.pod.isWindows && !isPrivileged && !added.includes('CAP_SYS_ADMIN');
}
