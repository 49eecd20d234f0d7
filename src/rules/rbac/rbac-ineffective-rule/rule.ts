import { ineffectiveEntries } from '../../../analysis/access/ineffective';
import { CLUSTER_ROLE, CLUSTER_ROLE_BINDING, ROLE } from '../../../analysis/access/roles';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'rbac-ineffective-rule',
  category: 'rbac',
  title: 'Roles and bindings have no entries without effect',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
  ],
  visit: {
    types: [ROLE, CLUSTER_ROLE, CLUSTER_ROLE_BINDING],
    manifest(manifest, { all, report }) {
      const { name } = manifest.objectRef;
      if (manifest.groupKind === CLUSTER_ROLE_BINDING) {
        if (manifest.json.roleRef?.kind !== 'Role') return;
        const message = `binding "${name}" is a ClusterRoleBinding and refers to a Role, which the API server refuses; use a RoleBinding, or make the role a ClusterRole`;
        report({ pointer: '/roleRef/kind', message });
        return;
      }
      const kind = manifest.groupKind === ROLE ? 'role' : 'cluster role';
      for (const { pointer, message } of ineffectiveEntries(manifest, all))
        report({ pointer, message: `${kind} "${name}" has ${message}` });
    },
  },
});
