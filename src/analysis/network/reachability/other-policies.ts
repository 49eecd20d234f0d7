import { groupBy } from '../../../json/group-by';
import type { ManifestSet } from '../../../model/manifest-set';
import { NETWORK_POLICY } from '../policy-rules';
import { readCiliumPolicies } from './cilium-policies';

/** More names than that are counted. */
const MOST_NAMES = 5;

/**
 * Returns a sentence for each kind of policy that a set has and a graph does not evaluate: the answer may be another one in
 * the cluster. Others name the hosts and entities that a graph cannot list.
 */
export function otherPolicyNotes(all: ManifestSet): string[] {
  const read = readCiliumPolicies(all);
  const isRead = new Set(read.map(({ policy }) => policy));
  const others = all.all
    .filter(
      (each) => each.groupKind.endsWith('NetworkPolicy') && each.groupKind !== NETWORK_POLICY && !isRead.has(each),
    )
    .map(({ objectRef }) => objectRef);
  const notEvaluated = [...groupBy(others, ({ apiVersion, kind }) => `${kind} (${apiVersion.split('/')[0]})`)].map(
    ([kind, own]) => {
      const names = own.map(({ namespaceName, name }) => (namespaceName ? `${namespaceName}/${name}` : name));
      const more = names.length - MOST_NAMES;
      const shown = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names;
      const are = names.length === 1 ? 'is' : 'are';
      return `${kind} ${are} not part of the answer, and may allow or deny more: ${shown.join(', ')}`;
    },
  );
  const notListed = read
    .filter(({ named }) => named.length > 0)
    .map(({ policy: { objectRef }, named }) => {
      const { kind, namespaceName, name } = objectRef;
      return `not listed, as they are neither workloads nor addresses: ${named.join(', ')} of ${kind} ${namespaceName}/${name}`;
    });
  return [...notEvaluated, ...notListed];
}
