import { USUAL_FOR_AUTHENTICATED } from '../../../analysis/access/usual-roles';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitSubjects } from '../../shared/visit-subjects';

/** All authenticated users; the second group is OpenShift's, for users who log in through its OAuth server. */
export const GROUPS = ['system:authenticated', 'system:authenticated:oauth'];

export const rule = defineRule({
  id: 'rbac-authenticated-binding',
  category: 'rbac',
  title: 'No binding grants a role to all authenticated users',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'NSA/CISA A2', 'CIS GKE 4.1.10', 'OWASP K03:2022', 'OWASP K09:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0265'],
    trivy: ['KSV-01011'],
    kyverno: ['disallow-self-provisioner-binding (OpenShift)'],
  },
  visit: visitSubjects((name) =>
    GROUPS.includes(name)
      ? {
          who: 'all authenticated users, including every service account',
          kind: 'Group',
          isUsual: (role) => USUAL_FOR_AUTHENTICATED.includes(role),
        }
      : undefined,
  ),
});
