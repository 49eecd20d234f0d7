import { addTo } from '../../json/group-by';
import type { Manifest, PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { isBootstrapped } from './bindings';
import { accountKey, workloadAccounts } from './effective/account-index';
import { rulesGrantedBy } from './effective/role-rules';
import { worldOf } from './effective/world';
import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from './roles';
import { granteeOf, keysOfAccount, keysOfSubject, subjectsOf } from './subjects';
import { accountNameOf, holdsToken } from './token';
import { USUAL_FOR_ACCOUNTS } from './usual-roles';

/** The type of Secrets with a token that does not expire, and the annotation that names its account. */
const LEGACY = { type: 'kubernetes.io/service-account-token', annotation: 'kubernetes.io/service-account.name' };
const CONSTRAINT = 'system:openshift:scc:';

/**
 * Returns the binding that names the account of a pod and gives it permissions, where no pod of the set has a token of this
 * account to use them; undefined if there is none. Groups of accounts do not count, as their bindings are not for one account, and
 * neither do permissions that others use for the pod: to pull its image, or to admit it.
 */
export function bindingWithoutToken(
  pod: PodTemplateView,
  all: ManifestSet,
  kubernetesVersion: string,
): Manifest | undefined {
  const bindings = bindingsByAccount(all, kubernetesVersion);
  if (bindings.size === 0) return undefined;
  // A controller completes it, and may add the token.
  if (pod.isPartial || holdsToken(pod, all)) return undefined;
  const { effectiveNamespace, objectRef } = pod.manifest;
  const name = accountNameOf(pod);
  // Every namespace has an account "default": one of another namespace is another one.
  const namespace = name === 'default' ? effectiveNamespace : objectRef.namespaceName;
  const [binding] = keysOfAccount(namespace, name).flatMap((key) => bindings.get(key) ?? []);
  return binding && !isHeldElsewhere(accountKey(effectiveNamespace, name), all) ? binding : undefined;
}

/** The bindings that give an account permissions which need a token, by the keys of the account. */
function bindingsByAccount(all: ManifestSet, kubernetesVersion: string): ReadonlyMap<string, readonly Manifest[]> {
  return all._analysis(`bindings of accounts at ${kubernetesVersion}`, () => {
    const world = worldOf(all, { kubernetesVersion, withDefaultBindings: false });
    const found = new Map<string, Manifest[]>();
    for (const binding of [...all.ofType(CLUSTER_ROLE_BINDING), ...all.ofType(ROLE_BINDING)]) {
      if (isBootstrapped(binding) || !needsToken(binding, world)) continue;
      const users = subjectsOf(binding).filter((subject) => granteeOf(subject, binding)?.kind === 'User');
      const keys = new Set(users.flatMap((subject) => keysOfSubject(subject, binding)));
      for (const key of keys) addTo(found, key, binding);
    }
    return found;
  });
}

/** What a role of the cluster allows that is in no file is taken for a permission. */
function needsToken(binding: Manifest, world: ManifestSet): boolean {
  const { name = '' } = binding.json.roleRef ?? {};
  if (USUAL_FOR_ACCOUNTS.includes(name)) return false;
  const rules = rulesGrantedBy(binding, world);
  if (rules === undefined) return !`${name}`.startsWith(CONSTRAINT);
  return rules.some(({ rule }) => rule.verbs?.some((verb) => verb !== 'use'));
}

/** Whether another pod of the set has a token of an account, or a Secret holds one. */
function isHeldElsewhere(account: string, all: ManifestSet): boolean {
  const held = all._analysis(isHeldElsewhere, () => {
    const pods = workloadAccounts(all).filter((each) => each.holdsToken);
    const secrets = all.ofType('Secret').filter(({ json }) => json.type === LEGACY.type);
    return new Set([
      ...pods.map((each) => each.account),
      ...secrets.map((each) =>
        accountKey(each.effectiveNamespace, `${each.json.metadata.annotations?.[LEGACY.annotation]}`),
      ),
    ]);
  });
  return held.has(account);
}
