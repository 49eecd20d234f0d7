import { grantsToOutsiders, isBootstrapped, reachOf } from '../../../analysis/access/bindings';
import type { DangerousPower } from '../../../analysis/access/dangerous-power';
import { powersOf } from '../../../analysis/access/dangerous-powers';
import { gives, worksIn } from '../../../analysis/access/escalation';
import { namesOf, type PolicyRule, policyRulesOf } from '../../../analysis/access/policy-rule';
import { CLUSTER_ROLE, CLUSTER_ROLE_BINDING, ROLE, ROLE_BINDING } from '../../../analysis/access/roles';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

/** What using constraints takes. */
export const POWERS = powersOf('rbac-scc-use');
/** What the name of a role of OpenShift for constraints begins with. */
export const SCC_ROLE = 'system:openshift:scc:';
export const constraints = stringListOption(
  'powerfulConstraints',
  [
    'privileged',
    'anyuid',
    'hostaccess',
    'hostmount-anyuid',
    'hostmount-anyuid-v2',
    'hostnetwork',
    'hostnetwork-v2',
    'node-exporter',
  ],
  'security context constraints (and, before 1.25, pod security policies) that let pods reach the node or run as root',
);

export const rule = defineRule({
  id: 'rbac-scc-use',
  category: 'rbac',
  title: 'Roles and bindings do not grant security context constraints that let pods reach the node',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/authentication_and_authorization/managing-pod-security-policies',
    NSA_GUIDE,
  ],
  equivalents: {
    kyverno: ['disallow-security-context-constraint-anyuid'],
  },
  options: [constraints],
  visit: {
    types: [ROLE, CLUSTER_ROLE, ROLE_BINDING, CLUSTER_ROLE_BINDING],
    manifest(manifest, { all, option, report, target }) {
      const powerful = option(constraints);
      if (manifest.groupKind === ROLE || manifest.groupKind === CLUSTER_ROLE) {
        if (isBootstrapped(manifest) || isShippedRole(manifest, powerful)) return;
        const { clusterWide, namespaced } = reachOf(manifest, all);
        policyRulesOf(manifest).forEach((rule, index) => {
          const what = usedBy(rule, powerful, target.kubernetesVersion);
          if (what === undefined) return;
          const name = `${manifest.groupKind === ROLE ? 'role' : 'cluster role'} "${manifest.objectRef.name}"`;
          report({
            pointer: `/rules/${index}/verbs`,
            message: `${name} allows pods to use ${what}; name restricted constraints in resourceNames`,
            severity: clusterWide || namespaced ? Severity.HIGH : Severity.MEDIUM,
          });
        });
        return;
      }
      const { kind, name } = manifest.json.roleRef ?? {};
      const constraint = kind === 'ClusterRole' ? constraintOf(name) : undefined;
      if (constraint === undefined || !powerful.includes(constraint)) return;
      report({
        pointer: '/roleRef/name',
        message: `binding "${manifest.objectRef.name}" allows pods to use the security context constraints "${constraint}"; bind "${SCC_ROLE}restricted-v2", or remove the binding`,
        severity: grantsToOutsiders(manifest) ? Severity.HIGH : Severity.MEDIUM,
      });
    },
  },
});

/** Which of the powerful constraints a rule lets pods use. Other rules report a rule for all API groups. */
function usedBy(rule: PolicyRule, powerful: readonly string[], kubernetesVersion: string): string | undefined {
  const names = namesOf(rule);
  const found = names.filter((name) => powerful.includes(name));
  if (names.length > 0 && found.length === 0) return undefined;
  const which = found.length === 0 ? 'all' : found.map((name) => `"${name}"`).join(', ');
  const power = POWERS.find((each) => worksIn(each, kubernetesVersion) && isNamed(rule, each));
  return power && `${power.until ? 'pod security policies' : 'security context constraints'} (${which})`;
}

/** Whether a rule names the group of a power: wildcards are for other rules. */
function isNamed(rule: PolicyRule, power: DangerousPower): boolean {
  return rule.apiGroups?.includes(power.group ?? '') === true && gives(rule, power);
}

/** The constraints that a ClusterRole of OpenShift grants. */
function constraintOf(role: unknown): string | undefined {
  return typeof role === 'string' && role.startsWith(SCC_ROLE) ? role.slice(SCC_ROLE.length) : undefined;
}

/** OpenShift's own role for constraints: this rule reports its bindings instead. */
function isShippedRole(role: Manifest, powerful: readonly string[]): boolean {
  const constraint = role.groupKind === CLUSTER_ROLE ? constraintOf(role.objectRef.name) : undefined;
  if (constraint === undefined || !powerful.includes(constraint)) return false;
  const rules = policyRulesOf(role);
  return rules.every(({ resourceNames }) => resourceNames?.length === 1 && resourceNames[0] === constraint);
}
