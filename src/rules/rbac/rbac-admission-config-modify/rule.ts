import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-admission-config-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not write admission webhooks, admission policies or exceptions from them',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.12', 'CIS 1.12 5.1.12', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    CIS_BENCHMARK,
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
    'https://kyverno.io/docs/guides/exceptions/',
    'https://open-policy-agent.github.io/gatekeeper/website/docs/howto/',
  ],
  equivalents: {
    kubescape: ['C-0281'],
    trivy: ['KSV-0114'],
    checkov: ['CKV_K8S_155'],
    kyverno: ['restrict-clusterrole-mutating-validating-admission-webhooks'],
  },
  visit: visitPermissions(Severity.CRITICAL, {
    does: 'writing or deleting admission configuration',
    instead: 'name the needed objects in resourceNames, and allow only update or patch',
    insteadNamed: 'remove the verbs that it does not need',
    powers: powersOf('rbac-admission-config-modify'),
    lesser: Severity.HIGH,
  }),
});
