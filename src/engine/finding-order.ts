import { compareTexts } from '../json/text-order';
import type { ObjectRef } from '../model/object-ref';
import { groupByObject } from './by-object';
import type { Finding } from './finding';

/**
 * Sorts findings, or items with a finding, by object, then by place. Objects are compared once, and not once for each
 * finding.
 */
export function sortFindings<T>(members: readonly T[], findingOf: (member: T) => Finding): T[] {
  const groups = groupByObject(members, findingOf).map((group) => ({
    group,
    object: findingOf(group[0] as T).objectRef,
  }));
  groups.sort((a, b) => byName(a.object, b.object));
  return groups.flatMap(({ group }) => group.sort((a, b) => byPlace(findingOf(a), findingOf(b))));
}

function byPlace(a: Finding, b: Finding): number {
  return compareTexts(a.pointer, b.pointer) || compareTexts(a.rule, b.rule);
}

function byName(a: ObjectRef, b: ObjectRef): number {
  return (
    compareTexts(a.namespaceName ?? '', b.namespaceName ?? '') ||
    compareTexts(a.kind, b.kind) ||
    compareTexts(a.name, b.name)
  );
}
