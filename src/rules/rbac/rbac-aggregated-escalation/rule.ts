import { hasBootstrapLabel, isBootstrapped, reachOf } from '../../../analysis/access/bindings';
import { type Escalation, escalationsOf } from '../../../analysis/access/escalation';
import { policyRulesOf } from '../../../analysis/access/policy-rule';
import { aggregatesEverything, BOOTSTRAPPING, CLUSTER_ROLE, selectorFor } from '../../../analysis/access/roles';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';

/** The built-in roles that aggregate rules by label; each includes the rules of the roles before it. */
export const TARGETS = ['view', 'edit', 'admin'] as const;
type AggregatingRole = (typeof TARGETS)[number];

export const rule = defineRule({
  id: 'rbac-aggregated-escalation',
  category: 'rbac',
  title: 'No cluster role adds dangerous permissions to view, edit or admin, or copies edit or admin, by aggregation',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.3', 'CIS 1.12 5.1.3', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles',
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    CIS_BENCHMARK,
  ],
  visit: {
    types: [CLUSTER_ROLE],
    manifest(role, { all, report, target }) {
      const copied = copiedBy(role);
      if (copied) {
        report({
          pointer: `/aggregationRule/clusterRoleSelectors/${copied.index}`,
          message: `cluster role "${role.objectRef.name}" copies the permissions of "${copied.from}": all secrets, pods and service accounts; use a selector for a label of your own`,
          severity: reachOf(role, all).clusterWide ? Severity.HIGH : Severity.MEDIUM,
        });
      }
      const into = isBootstrapped(role) ? undefined : TARGETS.find((each) => isLabelled(role, each));
      if (into === undefined) return;
      policyRulesOf(role).forEach((rule, index) => {
        const added = escalationsOf(rule, target.kubernetesVersion).filter((each) => !isHeldBy(into, each));
        if (added.length === 0) return;
        const what = [...new Set(added.map(({ does }) => does))].join(', ');
        report({
          pointer: `/rules/${index}/verbs`,
          message: `cluster role "${role.objectRef.name}" lets all subjects of "${into}" ${what}; remove label ${labelFor(into)}, and bind the role by itself`,
          severity: into === 'view' && added.some(({ isDirect }) => isDirect) ? Severity.HIGH : Severity.MEDIUM,
        });
      });
    },
  },
});

/** The label by which a role adds its rules to a built-in one. */
export function labelFor(target: AggregatingRole): string {
  return `rbac.authorization.k8s.io/aggregate-to-${target}`;
}

function isLabelled(role: Manifest, target: AggregatingRole): boolean {
  return role.labels[labelFor(target)] === 'true';
}

/** The strongest built-in role whose parts a role of another name aggregates, and the index of the selector. */
function copiedBy(role: Manifest): { readonly from: AggregatingRole; readonly index: number } | undefined {
  const isBuiltIn = (TARGETS as readonly string[]).includes(role.objectRef.name) && hasBootstrapLabel(role);
  if (isBuiltIn || aggregatesEverything(role)) return undefined; // another rule reports a copy of everything
  const find = (from: AggregatingRole) => ({
    from,
    index: selectorFor({ ...BOOTSTRAPPING, [labelFor(from)]: 'true' }, role),
  });
  return [find('admin'), find('edit')].find(({ index }) => index >= 0);
}

/** A permission that the role already has is not an escalation. */
function isHeldBy(target: AggregatingRole, { heldBy }: Escalation): boolean {
  return heldBy !== undefined && TARGETS.indexOf(target) >= TARGETS.indexOf(heldBy);
}
