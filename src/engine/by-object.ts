import { groupBy } from '../json/group-by';
import { manifestOf } from '../model/manifest';
import type { Finding } from './finding';

/** Groups by object, in the order of their first members. Objects of one name from two places are two. */
export function byObject<T>(members: readonly T[], findingOf: (member: T) => Finding): T[][] {
  const keyOf = (finding: Finding) => manifestOf(finding.object) ?? JSON.stringify([finding.object, finding.origin]);
  return [...groupBy(members, (member) => keyOf(findingOf(member))).values()];
}
