import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-trust-bundle-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not decide which certificate authorities the cluster trusts',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#cluster-trust-bundles',
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
  ],
  visit: visitPermissions(Severity.HIGH, {
    does: 'deciding which certificate authorities workloads trust',
    instead: 'name your own signers and bundles in resourceNames, or remove the permission',
    insteadNamed: 'remove the verbs that it does not need',
    powers: powersOf('rbac-trust-bundle-modify'),
  }),
});
