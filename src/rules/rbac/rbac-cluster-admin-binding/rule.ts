import {
  grantsToOutsiders,
  hasBootstrapLabel,
  isBootstrapped,
  Power,
  powerOf,
} from '../../../analysis/access/bindings';
import { RBAC } from '../../../analysis/access/policy-rule';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { mediumAtMost } from '../../shared/visit-grants';

export const rule = defineRule({
  id: 'rbac-cluster-admin-binding',
  category: 'rbac',
  impliedBy: ['rbac-system-masters-binding'],
  title: 'No binding grants a role that allows everything',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.1', 'CIS 1.12 5.1.1', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0185 (CRB)', 'C-0035'],
    kubeLinter: ['cluster-admin-role-binding (CRB)'],
    trivy: ['KSV-0111'],
    polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminClusterRole'],
    kyverno: ['restrict-binding-clusteradmin', 'block-cluster-admin-from-ns'],
  },
  visit: {
    types: [`${RBAC}/RoleBinding`, `${RBAC}/ClusterRoleBinding`],
    manifest(binding, { all, report }) {
      const reachesOut = grantsToOutsiders(binding);
      if (isBootstrapped(binding) || (hasBootstrapLabel(binding) && !reachesOut)) return;
      const power = powerOf(binding, all);
      if (power === Power.LIMITED) return;
      const isForCluster = binding.groupKind === `${RBAC}/ClusterRoleBinding`;
      const { kind, name } = binding.json.roleRef;
      const where = isForCluster ? 'in the cluster' : `in namespace "${binding.effectiveNamespace}"`;
      const what = power === Power.ALL ? 'everything' : 'everything of the core API group';
      const severity = severityOf(power, isForCluster);
      report({
        pointer: '/roleRef/name',
        message: `binding "${binding.objectRef.name}" allows ${what} ${where} (${kind} "${name}"); bind a role that lists the needed permissions`,
        severity: reachesOut ? severity : mediumAtMost(severity),
      });
    },
  },
});

function severityOf(power: Power, isForCluster: boolean): Severity {
  if (power === Power.ALL) return isForCluster ? Severity.CRITICAL : Severity.HIGH;
  return isForCluster ? Severity.HIGH : Severity.MEDIUM;
}
