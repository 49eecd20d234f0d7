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

/**
 * Returns the keys by which the bindings of a set find the holder of a subject: its own, and for a service account those
 * for when `kubectl apply --namespace` sets one of the namespaces.
 */
export function keysOfSubject(subject: Subject, binding: Manifest): string[] {
  const grantee = granteeOf(subject, binding);
  if (!grantee) return [];
  const { kind, name } = grantee;
  const [, account] = /^system:serviceaccount:[^:]+:([^:]+)$/.exec(kind === 'User' ? name : '') ?? [];
  const isUnplaced = subject.kind === 'ServiceAccount' && !subject.namespace && !binding.objectRef.namespaceName;
  return [
    keyOf(grantee),
    ...(account ? [anywhere(account)] : []),
    ...(account && isUnplaced ? [unplaced(account)] : []),
    ...(kind === 'Group' && /^system:serviceaccounts:./.test(name) ? [GROUP_OF_ANY_NAMESPACE] : []),
  ];
}

/**
 * Returns the keys of a service account's user and groups.
 *
 * @param namespace its namespace; undefined if the pod does not write one, so that it may be any
 */
export function keysOfAccount(namespace: string | undefined, account: string): string[] {
  const exact = granteesOf(namespace ?? 'default', account).map(keyOf);
  return [...exact, ...(namespace === undefined ? [anywhere(account), GROUP_OF_ANY_NAMESPACE] : [unplaced(account)])];
}

const GROUP_OF_ANY_NAMESPACE = 'Group of the accounts of a namespace';

function keyOf({ kind, name }: Grantee): string {
  return `${kind} ${name}`;
}

function anywhere(account: string): string {
  return `ServiceAccount ${account} of a namespace`;
}

function unplaced(account: string): string {
  return `ServiceAccount ${account} without a namespace`;
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
