import type { Manifest, PodTemplate } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';

/** The name of the service account that a pod runs as: `default` where it names none. */
export function accountNameOf(pod: PodTemplate): string {
  // Also where one is '': https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/v1/conversion.go
  return pod.value('/serviceAccountName') || pod.value('/serviceAccount') || 'default';
}

/**
 * Whether the API server mounts a token into a pod: the pod's word counts, then its account's, then yes. An account that
 * is not in the set says nothing; where several have one name, one that does not say no is enough.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
 */
export function mountsToken(pod: PodTemplate, all: ManifestSet): boolean {
  const own = pod.value('/automountServiceAccountToken') ?? undefined;
  if (own !== undefined) return own;
  const name = accountNameOf(pod);
  const accounts = all
    .inNamespace('ServiceAccount', pod.manifest.effectiveNamespace)
    .filter((account) => account.ref.name === name);
  return accounts.length === 0 || accounts.some((account) => account.value('/automountServiceAccountToken') !== false);
}

/** Whether a binding of the set names the account that a pod runs as, so that its token may do something. */
export function isBound(pod: PodTemplate, all: ManifestSet): boolean {
  const bound = all._analysis(isBound, () => boundAccounts(all));
  return bound.has(userNameOf(pod.manifest.effectiveNamespace, accountNameOf(pod)));
}

/** The user names of the service accounts that bindings name, one by one; groups are left out. */
function boundAccounts(all: ManifestSet): Set<string> {
  const users = new Set<string>();
  const add = (binding: Manifest, ownNamespace: string | undefined): void => {
    if (binding._problems.length > 0) return;
    for (const { kind, name, namespace } of binding.value('/subjects') ?? []) {
      if (kind === 'User') users.add(name);
      const home = namespace || ownNamespace; // https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/rbac/validation/rule.go
      if (kind === 'ServiceAccount' && home) users.add(userNameOf(home, name));
    }
  };
  for (const binding of all.ofType('rbac.authorization.k8s.io/RoleBinding')) add(binding, binding.effectiveNamespace);
  for (const binding of all.ofType('rbac.authorization.k8s.io/ClusterRoleBinding')) add(binding, undefined);
  return users;
}

function userNameOf(namespace: string, account: string): string {
  return `system:serviceaccount:${namespace}:${account}`;
}
