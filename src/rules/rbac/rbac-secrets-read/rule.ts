import { powersOf } from '../../../analysis/access/dangerous-powers';
import { givenBy } from '../../../analysis/access/escalation';
import { namesOf } from '../../../analysis/access/policy-rule';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';
import { WILDCARD_RULES } from '../../shared/wildcards';

const POWERS = powersOf('rbac-secrets-read');

export const rule = defineRule({
  id: 'rbac-secrets-read',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not read secrets',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.2', 'CIS 1.12 5.1.2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0015', 'C-0186', 'C-0267'],
    kubeLinter: ['access-to-secrets'],
    trivy: ['KSV-0041', 'KSV-0113'],
    checkov: ['CKV2_K8S_5'],
    kyverno: ['restrict-secret-role-verbs'],
  },
  visit: visitGrants((rule, { name, reach }) => {
    const verbs = POWERS.flatMap((power) => givenBy(rule, power).verbs);
    if (verbs.length === 0) return undefined;
    const how = verbs.join(', ');
    if (namesOf(rule).length === 0) {
      const message = `${name} allows reading all secrets (${how}); name the needed secrets in resourceNames, and allow only get`;
      return { field: 'resources', message, verbs, severity: reach.clusterWide ? Severity.CRITICAL : Severity.HIGH };
    }
    const message = `${name} allows reading secrets by name (${how}); use volumes instead, and allow at most get`;
    const listing = reach.clusterWide ? Severity.HIGH : Severity.MEDIUM; // list and watch work by name with a field selector
    return { field: 'resources', message, verbs, severity: verbs.join() === 'get' ? Severity.LOW : listing };
  }),
});
