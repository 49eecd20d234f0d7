import { type Finding, manifestOf } from '../engine/finding';

/** Groups by object, in the order of their first members. Objects of one name from two places are two. */
export function byObject<T>(members: readonly T[], findingOf: (member: T) => Finding): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const member of members) {
    const finding = findingOf(member);
    const key = manifestOf(finding) ?? JSON.stringify([finding.object, finding.origin]);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups.values()];
}
