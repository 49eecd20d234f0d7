import type { PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { CLUSTER_ROLE_BINDING, keyOf, ROLE_BINDING } from './roles';
import { granteeOf, granteesOf, subjectsOf } from './subjects';

/** Returns the name of a pod's service account: `default` if it names none. */
export function accountNameOf(pod: PodTemplateView): string {
  // Also if one is '': https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/v1/conversion.go
  return pod.value('/serviceAccountName') || pod.value('/serviceAccount') || 'default';
}

/**
 * Whether the API server mounts a token into a pod: the pod's field decides, then its account's, and the default is
 * yes. An account that is not in the set counts as yes; of several with the same name, one without "no" is enough.
 *
 * @see
 *   https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
 */
export function mountsToken(pod: PodTemplateView, all: ManifestSet): boolean {
  const own = pod.value('/automountServiceAccountToken') ?? undefined;
  if (own !== undefined) return own;
  return accountsIn(all).get(keyOf(pod.manifest.effectiveNamespace, accountNameOf(pod))) ?? true;
}

/**
 * Whether a pod has a token that the API server accepts: a mounted one, or one of a volume. A volume's token with an
 * audience is for another server, unless the audience is the usual name of the API server.
 */
export function holdsToken(pod: PodTemplateView, all: ManifestSet): boolean {
  if (mountsToken(pod, all)) return true;
  const volumes: any[] = pod.value('/volumes') ?? [];
  return volumes.some((volume) => {
    const sources: unknown = volume?.projected?.sources;
    return Array.isArray(sources) && sources.some((source) => isForApiServer(source?.serviceAccountToken));
  });
}

function isForApiServer(token: any): boolean {
  if (token === null || typeof token !== 'object') return false;
  return !token.audience || /^https:\/\/kubernetes\.default\.svc(\.[a-z0-9.-]+)?$/.test(String(token.audience));
}

/** Whether a binding of the set names the account of a pod, or a group of it, so that its token has permissions. */
export function isBound(pod: PodTemplateView, all: ManifestSet): boolean {
  return isBoundAccount(accountNameOf(pod), pod.manifest.objectRef.namespaceName, all);
}

/**
 * Whether a binding of the set names an account, or a group of it. Where the account or the binding has no namespace,
 * any is possible: the caller gives it to `kubectl apply -n`.
 */
export function isBoundAccount(name: string, namespace: string | undefined, all: ManifestSet): boolean {
  const { grantees, homeless, names, hasNamespaceGroup } = all._analysis(isBoundAccount, () => boundIn(all));
  if (homeless.has(name)) return true;
  if (namespace === undefined && (names.has(name) || hasNamespaceGroup)) return true;
  return granteesOf(namespace ?? 'default', name).some((grantee) => grantees.has(`${grantee.kind} ${grantee.name}`));
}

/** Whether each service account of a set allows its token to be mounted, by namespace and name. */
function accountsIn(all: ManifestSet): Map<string, boolean> {
  return all._analysis(accountsIn, () => {
    const mounts = new Map<string, boolean>();
    for (const account of all.ofType('ServiceAccount')) {
      const key = keyOf(account.effectiveNamespace, account.objectRef.name);
      mounts.set(key, mounts.get(key) === true || account.value('/automountServiceAccountToken') !== false);
    }
    return mounts;
  });
}

/** What bindings name: users and groups, accounts without a namespace, and all accounts by their name alone. */
function boundIn(all: ManifestSet) {
  const bound = {
    grantees: new Set<string>(),
    homeless: new Set<string>(),
    names: new Set<string>(),
    hasNamespaceGroup: false,
  };
  for (const binding of [...all.ofType(ROLE_BINDING), ...all.ofType(CLUSTER_ROLE_BINDING)]) {
    for (const subject of subjectsOf(binding)) {
      const grantee = granteeOf(subject, binding);
      if (grantee) bound.grantees.add(`${grantee.kind} ${grantee.name}`);
      if (grantee?.kind === 'Group' && /^system:serviceaccounts:./.test(grantee.name)) bound.hasNamespaceGroup = true;
      const user = /^system:serviceaccount:[^:]*:(.+)$/.exec(grantee?.name ?? '')?.[1];
      if (user !== undefined) bound.names.add(user);
      const isHomeless = subject.kind === 'ServiceAccount' && !subject.namespace && !binding.objectRef.namespaceName;
      if (isHomeless && typeof subject.name === 'string') bound.homeless.add(subject.name);
    }
  }
  return bound;
}
