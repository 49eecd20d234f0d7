import { powersOf } from '../../../analysis/access/dangerous-powers';
import { givenBy, gives } from '../../../analysis/access/escalation';
import { allowsForSome, namesOf, type PolicyRule, policyRulesOf } from '../../../analysis/access/policy-rule';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';
import { WILDCARD_RULES } from '../../shared/wildcards';

/** What approving and signing take. */
export const POWERS = powersOf('rbac-certificate-signing-request-approve');
const GROUP = 'certificates.k8s.io';
/** The resource of requests. */
export const REQUESTS = 'certificatesigningrequests';

/** To approve or to sign takes two permissions: writing a subresource of the request, and a verb on its signer. */
export const APPROVE = { verb: 'approve', subresource: 'approval' } as const;
export const SIGN = { verb: 'sign', subresource: 'status' } as const;
type Act = typeof APPROVE | typeof SIGN;

export const rule = defineRule({
  id: 'rbac-certificate-signing-request-approve',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not approve or sign certificate requests',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'NSA/CISA A2', 'CIS 2.0.1 5.1.11', 'CIS 1.12 5.1.11', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    CIS_BENCHMARK,
    'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/',
  ],
  equivalents: {
    kubescape: ['C-0280'],
    checkov: ['CKV_K8S_156'],
    kyverno: ['restrict-clusterrole-csr'],
  },
  visit: visitGrants((rule, { name, isNamespaced, role, all }) => {
    if (isNamespaced) return undefined;
    const whole = wholeOf(role, all);
    const isWhole = (act: Act) => whole[act.verb].isWritten && whole[act.verb].signers !== 'none';
    const severityOf = (act: Act) => {
      if (!writes(rule, act) && !isFor(rule, act)) return undefined;
      if (whole[act.verb].signers === 'own') return Severity.MEDIUM;
      return act === APPROVE && isWhole(act) && whole.asks ? Severity.CRITICAL : Severity.HIGH;
    };
    const approval = severityOf(APPROVE);
    const signature = isWhole(SIGN) ? severityOf(SIGN) : undefined;
    const severity = approval === Severity.MEDIUM ? (signature ?? approval) : (approval ?? signature);
    if (!severity) return undefined;
    const does = [approval && 'approving', signature && 'signing'].filter(Boolean).join(' and ');
    const message = `${name} allows ${does} certificate requests; remove the permission, or name your own signers in resourceNames`;
    return { field: 'resources', message, severity, needsClusterBinding: true };
  }),
});

/** What all rules of a role allow together: computed once for a role, as each of its rules is judged by it. */
function wholeOf(role: Manifest, all: ManifestSet) {
  const known = all._analysis(wholeOf, () => new Map<Manifest, ReturnType<typeof wholeOfRules>>());
  const whole = known.get(role) ?? wholeOfRules(policyRulesOf(role));
  known.set(role, whole);
  return whole;
}

function wholeOfRules(rules: readonly PolicyRule[]) {
  const partsOf = (act: Act) => {
    const signers = rules.filter((each) => isFor(each, act));
    return {
      isWritten: rules.some((each) => writes(each, act)),
      signers: signers.length === 0 ? 'none' : signers.some(isForCluster) ? 'of the cluster' : 'own',
    };
  };
  const asks = rules.some((each) => allowsForSome(each, 'create', GROUP, REQUESTS));
  return { approve: partsOf(APPROVE), sign: partsOf(SIGN), asks };
}

function writes(rule: PolicyRule, { subresource }: Act): boolean {
  const written = `${REQUESTS}/${subresource}`;
  return POWERS.some((power) => power.resources.includes(written) && gives(rule, power));
}

function isFor(rule: PolicyRule, { verb }: Act): boolean {
  return POWERS.some((power) => givenBy(rule, power).verbs.includes(verb));
}

/** Whether a rule is for signers that the cluster trusts; `kubernetes.io/*` is a name for all of those. */
function isForCluster(rule: PolicyRule): boolean {
  const names = namesOf(rule);
  return names.length === 0 || names.some((name) => name.startsWith('kubernetes.io/'));
}
