import type { Manifest } from '../../model/manifest';

/** A user or a group that a binding grants to, by its name in the API server. */
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

/** Returns the subjects of a binding, in order. */
export function subjectsOf(binding: Manifest): readonly Subject[] {
  return binding.json.subjects ?? [];
}

/**
 * Returns the user or group of one subject. A service account without a namespace is in the namespace of the
 * RoleBinding; the API server refuses it in a ClusterRoleBinding.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/rbac/validation/rule.go
 */
export function granteeOf({ kind, name, namespace }: Subject, binding: Manifest): Grantee | undefined {
  if (typeof name !== 'string') return undefined;
  if (kind === 'User' || kind === 'Group') return { kind, name };
  const home = namespace || (binding.objectRef.kind === 'RoleBinding' ? binding.effectiveNamespace : undefined);
  return kind === 'ServiceAccount' && home ? { kind: 'User', name: userNameOf(home, name) } : undefined;
}

/** Returns the user name of a service account. */
export function userNameOf(namespace: string, account: string): string {
  return `system:serviceaccount:${namespace}:${account}`;
}

/** Returns the user and the groups of a service account. */
export function granteesOf(namespace: string, account: string): Grantee[] {
  return [
    { kind: 'User', name: userNameOf(namespace, account) },
    ...['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'].map((name) => ({
      kind: 'Group' as const,
      name,
    })),
  ];
}
