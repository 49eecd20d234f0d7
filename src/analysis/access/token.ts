import type { PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { accountsNamed } from './accounts';
import { isBootstrapped } from './bindings';
import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from './roles';
import { keysOfAccount, keysOfSubject, subjectsOf } from './subjects';
import { USUAL_FOR_ACCOUNTS, USUAL_FOR_AUTHENTICATED } from './usual-roles';

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
  const accounts = accountsNamed(pod.manifest.objectRef.namespaceName, accountNameOf(pod), all);
  return accounts.length === 0 || accounts.some((account) => account.value('/automountServiceAccountToken') !== false);
}

/**
 * Whether a pod has a token that the API server accepts: a mounted one, or one of a volume. A volume's token with an
 * audience is for another server, unless the audience is the usual name of the API server, or the volume has the certificate of
 * the API server beside it.
 */
export function holdsToken(pod: PodTemplateView, all: ManifestSet): boolean {
  if (mountsToken(pod, all)) return true;
  const volumes: any[] = pod.value('/volumes') ?? [];
  return volumes.some((volume) => {
    const sources: unknown = volume?.projected?.sources;
    if (!Array.isArray(sources)) return false;
    const hasCertificate = sources.some((source) => source?.configMap?.name === 'kube-root-ca.crt');
    return sources.some((source) => isForApiServer(source?.serviceAccountToken, hasCertificate));
  });
}

function isForApiServer(token: any, hasCertificate: boolean): boolean {
  if (token === null || typeof token !== 'object') return false;
  return (
    hasCertificate ||
    !token.audience ||
    /^https:\/\/kubernetes\.default\.svc(\.[a-z0-9.-]+)?$/.test(String(token.audience))
  );
}

/** Whether a binding of the set names the account of a pod or one of its groups, so that its token has permissions. */
export function isBound(pod: PodTemplateView, all: ManifestSet): boolean {
  return isBoundAccount(accountNameOf(pod), pod.manifest.objectRef.namespaceName, all);
}

/**
 * Whether a binding of the set names an account or one of its groups. What the cluster itself grants to every account does
 * not count. An account whose namespace is not written is that of any.
 */
export function isBoundAccount(name: string, namespaceName: string | undefined, all: ManifestSet): boolean {
  const bound = all._analysis(isBoundAccount, () => boundKeys(all));
  return keysOfAccount(namespaceName, name).some((key) => bound.has(key));
}

/** The keys of the subjects of bindings. */
function boundKeys(all: ManifestSet): Set<string> {
  const usual = [...USUAL_FOR_ACCOUNTS, ...USUAL_FOR_AUTHENTICATED];
  const bindings = [...all.ofType(ROLE_BINDING), ...all.ofType(CLUSTER_ROLE_BINDING)].filter(
    (binding) => !isBootstrapped(binding),
  );
  return new Set(
    bindings.flatMap((binding) =>
      subjectsOf(binding)
        .filter(({ kind }) => kind !== 'Group' || !usual.includes(binding.json.roleRef?.name))
        .flatMap((subject) => keysOfSubject(subject, binding)),
    ),
  );
}
