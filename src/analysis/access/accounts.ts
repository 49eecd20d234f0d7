import { groupBy } from '../../json/group-by';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { keyOf } from './roles';

/**
 * Returns the service accounts of a set with a name. Without one in that namespace, an account that writes no namespace
 * counts: `kubectl apply --namespace` sets it.
 *
 * @param namespace their namespace; undefined if the caller's object writes none, so that it may be any
 */
export function accountsNamed(namespace: string | undefined, name: string, all: ManifestSet): readonly Manifest[] {
  const { placed, byName } = all._analysis(accountsNamed, () => {
    const accounts = all.ofType('ServiceAccount');
    return {
      placed: groupBy(accounts, ({ effectiveNamespace, objectRef }) => keyOf(effectiveNamespace, objectRef.name)),
      byName: groupBy(accounts, ({ objectRef }) => objectRef.name),
    };
  });
  const exact = placed.get(keyOf(namespace ?? 'default', name));
  // Every namespace has an account "default": one of another namespace is another one.
  if (exact || name === 'default') return exact ?? [];
  return (byName.get(name) ?? []).filter(
    ({ objectRef }) => namespace === undefined || objectRef.namespaceName === undefined,
  );
}
