import { powersOf } from '../../../analysis/access/dangerous-powers';
import { has, matchesResource, namesOf, type PolicyRule } from '../../../analysis/access/policy-rule';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';
import { WILDCARD_RULES } from '../../shared/wildcards';

/** Who can be impersonated by the plain verb, and by the constrained ones too. */
const WHO = powersOf('rbac-impersonate').flatMap(({ verbs, resources }) =>
  verbs.includes('impersonate') ? resources : [],
);

export const rule = defineRule({
  id: 'rbac-impersonate',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not allow impersonation',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.8', 'CIS 1.12 5.1.8', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0065', 'C-0191'],
    trivy: ['KSV-0043'],
    checkov: ['CKV2_K8S_3'],
    kyverno: ['restrict-escalation-verbs-roles'],
  },
  visit: visitGrants((rule, { name, isNamespaced }) => {
    const isHalf = (rule.verbs ?? []).some((verb) => verb.startsWith('impersonate-on:'));
    const who = whom(rule).filter((each) => !isNamespaced || each === 'serviceaccounts');
    if (who.length === 0 && !isHalf) return undefined;
    const names = namesOf(rule);
    const isUnlimited = who.length > 0 && (names.length === 0 || names.includes('system:masters'));
    return {
      field: 'verbs',
      message: `${name} allows impersonation (${who.join(', ') || 'impersonate-on'}); remove the impersonation verbs`,
      severity: isUnlimited ? Severity.CRITICAL : Severity.HIGH,
      needsClusterBinding: !isHalf && !who.includes('serviceaccounts'),
    };
  }),
});

/** The kinds of identity that a rule allows impersonating: by the plain verb, or by one such as `impersonate:user-info`. */
function whom(rule: PolicyRule): string[] {
  const verbs = rule.verbs ?? [];
  const isPlain = has(verbs, 'impersonate');
  const isConstrained = verbs.some((verb) => verb === '*' || verb.startsWith('impersonate:'));
  const inCore = has(rule.apiGroups, '');
  const inAuthentication = has(rule.apiGroups, 'authentication.k8s.io');
  const everywhere = (isPlain && inCore) || (isConstrained && (inCore || inAuthentication));
  const apart = (isPlain || isConstrained) && inAuthentication;
  return [
    ...WHO.filter((each) => everywhere && matchesResource(rule, each)),
    ...(isConstrained && inAuthentication && matchesResource(rule, 'nodes') ? ['nodes'] : []),
    ...(apart && matchesResource(rule, 'uids') ? ['uids'] : []),
    ...(apart && rule.resources?.some(isExtra) ? ['userextras'] : []),
  ];
}

/** Subresources of other groups. After `*`, `scale` is for autoscalers, not an extra field of that name. */
export const SUBRESOURCES = [
  ...['approval', 'attach', 'binding', 'ephemeralcontainers', 'eviction', 'exec', 'finalize', 'finalizers', 'log'],
  ...['portforward', 'proxy', 'resize', 'scale', 'status', 'token'],
];

/** An extra field is a subresource, which `*` before the slash matches too; neither `userextras` nor `userextras/*` matches one. */
function isExtra(resource: string): boolean {
  const [, before, field = ''] = /^(userextras|\*)\/(?!\*$)(.+)/.exec(resource) ?? [];
  return resource === '*' || before === 'userextras' || (before === '*' && !SUBRESOURCES.includes(field));
}
