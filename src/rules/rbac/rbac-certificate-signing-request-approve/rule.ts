import { allowsForSome, namesOf, type PolicyRule, policyRulesOf } from '../../../analysis/access/policy-rule';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';
import { CHANGE } from '../../shared/visit-permissions';

const GROUP = 'certificates.k8s.io';
const REQUESTS = 'certificatesigningrequests';

/** To approve or to sign takes two permissions: writing a subresource of the request, and a verb on its signer. */
const APPROVE = { verb: 'approve', subresource: 'approval' };
const SIGN = { verb: 'sign', subresource: 'status' };
type Act = typeof APPROVE;

export const rule = defineRule({
  id: 'rbac-certificate-signing-request-approve',
  category: 'rbac',
  title: 'Roles do not approve or sign certificate requests',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'NSA/CISA A2', 'CIS 1.12 5.1.11', 'OWASP K03:2022', 'OWASP K02:2025'],
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
  visit: visitGrants((rule, { name, isNamespaced, role }) => {
    if (isNamespaced) return undefined;
    const rules = policyRulesOf(role);
    const isWhole = (act: Act) => rules.some((each) => writes(each, act)) && rules.some((each) => isFor(each, act));
    const severityOf = (act: Act) => {
      if (!writes(rule, act) && !isFor(rule, act)) return undefined;
      const signers = rules.filter((each) => isFor(each, act));
      if (signers.length > 0 && !signers.some(isForCluster)) return Severity.MEDIUM;
      const asks = rules.some((each) => allowsForSome(each, 'create', GROUP, REQUESTS));
      return act === APPROVE && isWhole(act) && asks ? Severity.CRITICAL : Severity.HIGH;
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

function writes(rule: PolicyRule, { subresource }: Act): boolean {
  return CHANGE.some((verb) => allowsForSome(rule, verb, GROUP, `${REQUESTS}/${subresource}`));
}

function isFor(rule: PolicyRule, { verb }: Act): boolean {
  return allowsForSome(rule, verb, GROUP, 'signers');
}

/** Whether a rule is for signers that the cluster trusts; `kubernetes.io/*` is a name for all of those. */
function isForCluster(rule: PolicyRule): boolean {
  const names = namesOf(rule);
  return names.length === 0 || names.some((name) => name.startsWith('kubernetes.io/'));
}
