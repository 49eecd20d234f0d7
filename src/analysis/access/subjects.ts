import type { Manifest } from '../../model/manifest';

/** A user or a group that a binding grants to, by the name that the API server knows them by. */
export interface Grantee {
  readonly kind: 'User' | 'Group';
  readonly name: string;
}

/** The names of one subject in a list of a binding. */
export interface Subject {
  readonly kind?: string | null;
  readonly name?: string | null;
  readonly namespace?: string | null;
}

/** The subjects of a binding, in order; none where it cannot be read. */
export function subjectsOf(binding: Manifest): readonly Subject[] {
  return binding._problems.length > 0 ? [] : (binding.json.subjects ?? []);
}

/**
 * Whom one subject names. A service account without a namespace is that of a RoleBinding's own namespace; a
 * ClusterRoleBinding has none, and the API server refuses it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/rbac/validation/rule.go
 */
export function granteeOf({ kind, name, namespace }: Subject, binding: Manifest): Grantee | undefined {
  if (typeof name !== 'string') return undefined;
  if (kind === 'User' || kind === 'Group') return { kind, name };
  const home = namespace || (binding.objectRef.kind === 'RoleBinding' ? binding.effectiveNamespace : undefined);
  return kind === 'ServiceAccount' && home ? { kind: 'User', name: userNameOf(home, name) } : undefined;
}

/** The name of the user that a service account is. */
export function userNameOf(namespace: string, account: string): string {
  return `system:serviceaccount:${namespace}:${account}`;
}

/** Everybody that a service account is: itself, and the groups that it is in. */
export function granteesOf(namespace: string, account: string): Grantee[] {
  return [
    { kind: 'User', name: userNameOf(namespace, account) },
    ...['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'].map((name) => ({
      kind: 'Group' as const,
      name,
    })),
  ];
}
