import {
  hasBootstrapLabel,
  isBootstrapped,
  Power,
  powerOfRules,
  type Reach,
  reachOf,
} from '../../../analysis/access/bindings';
import { aggregatesEverything, CLUSTER_ROLE, ROLE } from '../../../analysis/access/roles';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'rbac-cluster-admin-equivalent',
  category: 'rbac',
  title: 'No role allows everything',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.1', 'CIS 1.12 5.1.1', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0035', 'C-0187', 'C-0272'],
    trivy: ['KSV-0044'],
    polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminRole'],
    checkov: ['CKV_K8S_49'],
  },
  visit: {
    types: [ROLE, CLUSTER_ROLE],
    manifest(role, { all, report }) {
      const power = powerOfRules([role]);
      if (power === Power.LIMITED || isBootstrapped(role) || isClusterAdmin(role)) return;
      const what = power === Power.ALL ? 'everything' : 'everything of the core API group';
      const name = `${role.groupKind === ROLE ? 'role' : 'cluster role'} "${role.objectRef.name}"`;
      const severity = severityOf(power, reachOf(role, all));
      if (aggregatesEverything(role)) {
        report({
          pointer: '/aggregationRule/clusterRoleSelectors',
          message: `${name} allows everything, because it copies the rules of all cluster roles; use a selector for a label of your own`,
          severity,
        });
        return;
      }
      report({ pointer: '/rules', message: `${name} allows ${what}; list the needed resources and verbs`, severity });
    },
  },
});

/** The role of the API server itself; its name does not start with `system:`. */
function isClusterAdmin(role: Manifest): boolean {
  return role.groupKind === CLUSTER_ROLE && role.objectRef.name === 'cluster-admin' && hasBootstrapLabel(role);
}

function severityOf(power: Power, { clusterWide, namespaced }: Reach): Severity {
  if (power === Power.ALL && clusterWide) return Severity.CRITICAL;
  const isWide = clusterWide || (power === Power.ALL && namespaced);
  return isWide ? Severity.HIGH : Severity.MEDIUM;
}
