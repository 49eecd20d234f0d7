import { hasBootstrapLabel } from '../../../analysis/access/bindings';
import { CLUSTER_ROLE_BINDING, clusterRolesNamed, ROLE_BINDING, rolesNamed } from '../../../analysis/access/roles';
import { type Subject, subjectsOf } from '../../../analysis/access/subjects';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { mediumAtMost } from '../../shared/visit-grants';
import { BOOTSTRAPPERS, type ComponentRole, componentRoleOf } from './components';

/** Groups of many users or accounts: other rules report all their bindings. */
export const BROAD = /^system:(?:anonymous|unauthenticated|authenticated|serviceaccounts(?::.*)?)$/;

export const rule = defineRule({
  id: 'rbac-system-role-binding',
  category: 'rbac',
  title: 'The roles of the parts of the cluster are bound to these parts only',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings',
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/',
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
  ],
  visit: {
    types: [ROLE_BINDING, CLUSTER_ROLE_BINDING],
    manifest(binding, { all, report }) {
      const { kind, name } = binding.json.roleRef ?? {};
      const role = typeof name === 'string' ? componentRoleOf(name) : undefined;
      if (!role || isWrittenHere(binding, all)) return;
      const others = subjectsOf(binding).filter(
        (subject) => !isOwner(subject, role, binding) && !BROAD.test(subject.name ?? ''),
      );
      if (others.length === 0) return;
      const who = others.map((subject) => `${subject.kind} "${subject.name}"`).join(', ');
      const isForCluster = binding.groupKind === CLUSTER_ROLE_BINDING;
      const where = isForCluster ? '' : ` in namespace "${binding.effectiveNamespace}"`;
      report({
        pointer: '/roleRef/name',
        message: `binding "${binding.objectRef.name}" grants ${kind} "${name}", which may ${role.does}${where}, to ${who}; bind a role that lists the needed permissions`,
        severity: isForCluster ? role.severity : mediumAtMost(role.severity),
      });
    },
  },
});

/** Whether a role of a system name is one of the set, which other rules judge by what it allows. */
function isWrittenHere(binding: Manifest, all: ManifestSet): boolean {
  const { kind, name } = binding.json.roleRef;
  const roles =
    kind === 'ClusterRole' ? clusterRolesNamed(name, all) : rolesNamed(binding.objectRef.namespaceName, name, all);
  return roles.some((role) => !hasBootstrapLabel(role));
}

function isOwner({ kind, name, namespace }: Subject, { owners }: ComponentRole, binding: Manifest): boolean {
  const home = namespace ?? (binding.groupKind === ROLE_BINDING ? binding.effectiveNamespace : undefined);
  return owners.some((owner) => {
    if (owner.kind !== kind) return false;
    if (owner.name === BOOTSTRAPPERS && name?.startsWith(`${BOOTSTRAPPERS}:`)) return true;
    return owner.name === name && (owner.namespace ?? home) === home;
  });
}
