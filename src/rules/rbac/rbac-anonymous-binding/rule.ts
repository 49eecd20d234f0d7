import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitSubjects } from '../../shared/visit-subjects';

export const KINDS: { readonly [name: string]: 'User' | 'Group' } = {
  'system:anonymous': 'User',
  'system:unauthenticated': 'Group',
};

export const rule = defineRule({
  id: 'rbac-anonymous-binding',
  category: 'rbac',
  title: 'No binding grants a role to anonymous users',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'NSA/CISA A2', 'CIS GKE 4.1.8', 'CIS GKE 4.1.9', 'OWASP K03:2022', 'OWASP K09:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0262'],
    trivy: ['KSV-0122'],
    kyverno: ['restrict-binding-system-groups'],
  },
  visit: visitSubjects((name, { groupKind, objectRef, json }) => {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!kind) return undefined;
    const isJoin = (role: string) =>
      role === 'kubeadm:bootstrap-signer-clusterinfo' &&
      objectRef.namespaceName === 'kube-public' &&
      json.roleRef.kind === 'Role' &&
      groupKind.endsWith('/RoleBinding');
    const isUsual = (role: string) => role === 'system:public-info-viewer' || isJoin(role);
    return { who: 'anonymous users, which is every client that can reach the API server', kind, isUsual };
  }),
});
