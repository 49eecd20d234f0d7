import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitSubjects } from '../../shared/visit-subjects';

/** Everybody who logs in; the second is OpenShift's, for those who log in there. */
const GROUPS = ['system:authenticated', 'system:authenticated:oauth'];
/** What the API server gives them, about themselves and the API. */
const USUAL = ['system:basic-user', 'system:discovery', 'system:public-info-viewer'];

export const rule = defineRule({
  id: 'rbac-authenticated-binding',
  category: 'rbac',
  title: 'Not everybody who logs in gets a role',
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
          who: 'everybody who logs in, each service account among them',
          kind: 'Group',
          isUsual: (role) => USUAL.includes(role),
        }
      : undefined,
  ),
});
