import { grantsToOutsiders } from '../../../analysis/access/bindings';
import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from '../../../analysis/access/roles';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { mediumAtMost } from '../../shared/visit-grants';

export const rule = defineRule({
  id: 'rbac-admin-edit-binding',
  category: 'rbac',
  title: 'No binding grants the built-in roles admin or edit',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.1', 'CIS 1.12 5.1.1', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    trivy: ['KSV-0111'],
  },
  visit: {
    types: [ROLE_BINDING, CLUSTER_ROLE_BINDING],
    manifest(binding, { report }) {
      const { kind, name } = binding.json.roleRef ?? {};
      if (kind !== 'ClusterRole' || (name !== 'admin' && name !== 'edit')) return;
      const isForCluster = binding.groupKind === CLUSTER_ROLE_BINDING;
      const where = isForCluster ? 'in every namespace' : `of namespace "${binding.effectiveNamespace}"`;
      const severity = isForCluster ? Severity.HIGH : Severity.LOW;
      report({
        pointer: '/roleRef/name',
        message: `binding "${binding.objectRef.name}" grants "${name}": all secrets, pods and service accounts ${where}; bind a role that lists the needed permissions`,
        severity: grantsToOutsiders(binding) ? severity : mediumAtMost(severity),
      });
    },
  },
});
