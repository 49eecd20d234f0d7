import { groupBy } from '../json/group-by';
import type { Finding } from './finding';

/**
 * Groups by object, in the order of the first member of each group. Two objects with the same name and different
 * origins are different.
 */
export function groupByObject<T>(members: readonly T[], findingOf: (member: T) => Finding): T[][] {
  const keyOf = (finding: Finding) => finding.manifest ?? JSON.stringify([finding.objectRef, finding.origin]);
  return [...groupBy(members, (member) => keyOf(findingOf(member))).values()];
}
