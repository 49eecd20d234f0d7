import { Power, powerOfClusterRole } from '../../../analysis/access/bindings';
import { POWERFUL_ROLES, powersOf } from '../../../analysis/access/dangerous-powers';
import { gives } from '../../../analysis/access/escalation';
import { namesOf } from '../../../analysis/access/policy-rule';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';
import { WILDCARD_RULES } from '../../shared/wildcards';

const POWERS = powersOf('rbac-bind');

export const rule = defineRule({
  id: 'rbac-bind',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not allow binding roles with more permissions than their holder has',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.8', 'CIS 1.12 5.1.8', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0191'],
    trivy: ['KSV-0050', 'KSV-0051', 'KSV-0052'],
    checkov: ['CKV_K8S_157'],
    kyverno: ['restrict-escalation-verbs-roles'],
  },
  visit: visitGrants((rule, { name, all }) => {
    // Also cluster roles in a Role: the API server checks the permission in the namespace of the binding.
    // https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/rbac/escalation_check.go
    if (!POWERS.some((power) => gives(rule, power))) return undefined;
    const names = namesOf(rule);
    const isPowerful = (role: string) =>
      POWERFUL_ROLES.includes(role) || powerOfClusterRole(role, all) !== Power.LIMITED;
    const which = names.length === 0 ? 'any role' : `the roles ${names.map((each) => `"${each}"`).join(', ')}`;
    return {
      field: 'verbs',
      message: `${name} allows binding ${which} to any subject; list the needed verbs without "bind"`,
      severity: names.length === 0 || names.some(isPowerful) ? Severity.CRITICAL : Severity.HIGH,
    };
  }),
});
