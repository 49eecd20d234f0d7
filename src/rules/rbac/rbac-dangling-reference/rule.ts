import { accountsNamed } from '../../../analysis/access/accounts';
import { CLUSTER_ROLE_BINDING, clusterRolesNamed, ROLE_BINDING, rolesNamed } from '../../../analysis/access/roles';
import { subjectsOf } from '../../../analysis/access/subjects';
import { accountNameOf } from '../../../analysis/access/token';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';

const clusterRoles = stringListOption(
  'knownClusterRoles',
  ['cluster-admin', 'admin', 'edit', 'view'],
  'cluster roles that exist in the cluster, in addition to those whose names start with system:',
);
const accounts = stringListOption(
  'knownServiceAccounts',
  [],
  'service accounts that exist in the cluster, as NAMESPACE/NAME',
);

export const rule = defineRule({
  id: 'rbac-dangling-reference',
  category: 'rbac',
  title: 'Bindings and pods refer to roles and service accounts that exist',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0307 (workload SA)'],
    kubeLinter: ['non-existent-service-account'],
    kyverno: ['check-sa'],
  },
  options: [clusterRoles, accounts],
  visit: {
    types: [ROLE_BINDING, CLUSTER_ROLE_BINDING],
    manifest(binding, { all, option, report }) {
      const { kind, name } = binding.json.roleRef ?? {};
      const isKnownRole = kind === 'ClusterRole' && (option(clusterRoles).includes(name) || isSystem(name));
      if (typeof name === 'string' && !isKnownRole && !isRoleThere(binding, kind, name, all)) {
        report({
          pointer: '/roleRef/name',
          message: `binding "${binding.objectRef.name}" refers to ${kind} "${name}", which is not in the set, so its creator decides what the binding allows; add it, or remove the binding`,
        });
      }
      subjectsOf(binding).forEach((subject, index) => {
        const isRoleBinding = binding.groupKind === ROLE_BINDING;
        const written = subject.namespace || (isRoleBinding ? binding.objectRef.namespaceName : undefined);
        const namespace = written ?? (isRoleBinding ? 'default' : undefined);
        if (subject.kind !== 'ServiceAccount' || typeof subject.name !== 'string' || namespace === undefined) return;
        if (isThere(written, subject.name, all, option(accounts))) return;
        report({
          pointer: `/subjects/${index}/name`,
          message: `binding "${binding.objectRef.name}" refers to service account "${subject.name}" of namespace "${namespace}", which is not in the set, so its creator gets the role; add it, or remove the subject`,
        });
      });
    },
    podTemplate(pod, { all, option, report }) {
      const name = accountNameOf(pod);
      const { effectiveNamespace, objectRef } = pod.manifest;
      if (isThere(objectRef.namespaceName, name, all, option(accounts))) return;
      report({
        pointer: `${pod.specPath}/serviceAccountName`,
        message: `pod refers to service account "${name}" of namespace "${effectiveNamespace}", which is not in the set; add it, or use an account of the set`,
      });
    },
  },
});

/** The controller manager creates an account called `default` in each namespace. */
function isThere(namespace: string | undefined, account: string, all: ManifestSet, known: readonly string[]): boolean {
  if (account === 'default' || known.includes(`${namespace ?? 'default'}/${account}`)) return true;
  return accountsNamed(namespace, account, all).length > 0;
}

function isSystem(name: unknown): boolean {
  return typeof name === 'string' && name.startsWith('system:');
}

function isRoleThere(binding: Manifest, kind: unknown, name: string, all: ManifestSet): boolean {
  if (kind === 'ClusterRole') return clusterRolesNamed(name, all).length > 0;
  return rolesNamed(binding.objectRef.namespaceName, name, all).length > 0;
}
