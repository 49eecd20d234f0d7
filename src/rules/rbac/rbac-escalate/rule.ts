import { powersOf } from '../../../analysis/access/dangerous-powers';
import { gives } from '../../../analysis/access/escalation';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';
import { WILDCARD_RULES } from '../../shared/wildcards';

const POWERS = powersOf('rbac-escalate');

export const rule = defineRule({
  id: 'rbac-escalate',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not allow writing roles with more permissions than their holder has',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.8', 'CIS 1.12 5.1.8', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0191'],
    trivy: ['KSV-0050'],
    checkov: ['CKV_K8S_158'],
    kyverno: ['restrict-escalation-verbs-roles'],
  },
  visit: visitGrants((rule, { name, isNamespaced }) => {
    const given = POWERS.filter((power) => gives(rule, power) && (!isNamespaced || power.scope === undefined));
    if (given.length === 0) return undefined;
    return {
      field: 'verbs',
      message: `${name} allows writing roles with any permission ("escalate"); list the needed verbs without "escalate"`,
      severity: Severity.CRITICAL,
      needsClusterBinding: given.every(({ scope }) => scope === 'cluster'),
    };
  }),
});
