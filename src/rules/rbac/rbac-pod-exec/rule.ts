import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-pod-exec',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not run commands in containers',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0002'],
    trivy: ['KSV-0053'],
    polaris: [
      'clusterrolePodExecAttach',
      'rolePodExecAttach',
      'clusterrolebindingPodExecAttach',
      'rolebindingClusterRolePodExecAttach',
      'rolebindingRolePodExecAttach',
    ],
    checkov: ['CKV2_K8S_2'],
  },
  visit: visitPermissions(Severity.HIGH, {
    does: 'running commands in containers',
    instead: 'list the needed resources without pods/exec',
    powers: powersOf('rbac-pod-exec'),
  }),
});
