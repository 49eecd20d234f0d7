import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, POD_SECURITY_ADMISSION, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { CHANGE, visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-namespace-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not change namespaces',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA P4', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, POD_SECURITY_ADMISSION],
  equivalents: {
    kyverno: ['namespace-protection (admission)'],
  },
  visit: visitPermissions(Severity.HIGH, {
    does: 'changing namespaces',
    instead: 'list the needed resources without namespaces, or allow only reading',
    permissions: [
      // Writing a subresource writes labels too, and Pod Security Admission checks no subresource:
      // https://github.com/kubernetes/pod-security-admission/blob/v0.37.2/admission/admission.go
      { verbs: CHANGE, resources: ['namespaces', 'namespaces/status'], scope: 'namespace' },
      { verbs: ['update'], resources: ['namespaces/finalize'], scope: 'namespace' },
      { verbs: ['create'], resources: ['namespaces'], scope: 'cluster', severity: Severity.LOW },
      { verbs: ['delete'], resources: ['namespaces'], scope: 'namespace', severity: Severity.LOW },
    ],
  }),
});
