import { addTo, groupBy } from '../json/group-by';
import { groupByObject } from './by-object';
import type { Finding } from './finding';
import type { IRule } from './rule';
import { worstOf } from './severity';
import type { FindingPlace } from './visitor';
import type { Waiver } from './waivers/waiver';

/** A finding, and the part of the object that it is about. */
export interface LocatedFinding {
  readonly finding: Finding;
  /** JSON Pointer of the part that it is about; default: that of the finding. */
  readonly about?: string;
  /** JSON Pointer of the pod that it is about, of an object with several. */
  readonly pod?: string;
  /** Places of other objects: a waiver of each finding there accepts it too. */
  readonly acceptedWith?: readonly FindingPlace[];
}

/** Throws where rules imply each other: none of their findings would be the first. */
export function checkCauses(rules: readonly IRule[]): void {
  const causesOf = new Map(rules.map(({ meta }) => [meta.id, meta.impliedBy ?? []]));
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]) => {
    if (path.includes(id))
      throw new Error(
        `rules imply each other: ${[...path.slice(path.indexOf(id)), id].join(' ← ')}; remove one impliedBy`,
      );
    if (done.has(id)) return;
    for (const cause of causesOf.get(id) ?? []) visit(cause, [...path, id]);
    done.add(id);
  };
  for (const id of causesOf.keys()) visit(id, []);
}

/** The rules that imply others, by the id of what they imply. */
export function causesByRule(rules: readonly IRule[]): ReadonlyMap<string, readonly string[]> {
  return new Map(rules.flatMap(({ meta }) => (meta.impliedBy?.length ? [[meta.id, meta.impliedBy]] : [])));
}

/**
 * Adds to each finding those that it follows from: findings of the rules that imply its rule, about the same part of the
 * same object, about a whole that the part belongs to, or about a part of it.
 */
export function linkCauses(
  found: readonly LocatedFinding[],
  causesOf: ReadonlyMap<string, readonly string[]>,
): Finding[] {
  const linked = new Map<Finding, Finding>();
  const causes = new Set([...causesOf.values()].flat());
  for (const group of groupByObject(found, ({ finding }) => finding)) {
    if (group.length === 1 || !group.some(({ finding }) => causesOf.has(finding.rule))) continue;
    // Most findings explain nothing and follow from nothing.
    const places = group.filter(({ finding: { rule } }) => causesOf.has(rule) || causes.has(rule)).map(placeOf);
    const index = new PlaceIndex(places);
    const link = (place: Place): Finding => {
      const { finding } = place;
      const known = linked.get(finding);
      if (known) return known;
      const above = causesOf.get(finding.rule)?.flatMap((rule) => index.around(place, rule)) ?? [];
      if (above.length === 0) return finding;
      const result = { ...finding, causedBy: above.map(link) };
      linked.set(finding, result);
      return result;
    };
    for (const place of places) link(place);
  }
  return found.map(({ finding }) => linked.get(finding) ?? finding);
}

/**
 * Returns the findings of other objects with which some are accepted. A finding with a place where nothing is found is not among
 * them, as no waiver there can accept it.
 *
 * @param located what was found
 * @param findings the findings of `located`, in its order, with their causes
 */
export function acceptedWith(
  located: readonly LocatedFinding[],
  findings: readonly Finding[],
): ReadonlyMap<Finding, readonly Finding[]> {
  const found = new Map<Finding, readonly Finding[]>();
  const following = located.flatMap(({ acceptedWith: places }, index) => (places?.length ? [{ places, index }] : []));
  if (following.length === 0) return found;
  const byManifest = groupBy(findings, ({ manifest }) => manifest);
  for (const { places, index } of following) {
    const others = places.map(({ manifest, pointer, rule }) =>
      (byManifest.get(manifest) ?? []).filter(
        (each) => each.pointer.startsWith(pointer) && (rule === undefined || each.rule === rule),
      ),
    );
    if (others.every(({ length }) => length > 0)) found.set(findings[index] as Finding, others.flat());
  }
  return found;
}

/**
 * Puts findings under those that they follow from, where these are among them and have the same waiver. The first takes
 * the highest severity of what follows from it: a wildcard is as dangerous as the worst that it covers.
 */
export function groupByCause<T extends { readonly finding: Finding; readonly waiver?: Waiver }>(
  members: readonly T[],
): T[] {
  const causes = new Set(members.flatMap(({ finding }) => finding.causedBy ?? []));
  if (causes.size === 0) return [...members];
  const memberOf = new Map<Finding, T>();
  for (const member of members) if (causes.has(member.finding)) memberOf.set(member.finding, member);
  const firstOf = (member: T): T => {
    for (const cause of member.finding.causedBy ?? []) {
      const above = memberOf.get(cause);
      if (above?.waiver === member.waiver && above) return firstOf(above);
    }
    return member;
  };
  const followers = new Map<T, Finding[]>();
  const firsts = members.filter((member) => {
    const first = firstOf(member);
    if (first !== member) addTo(followers, first, member.finding);
    return first === member;
  });
  // Most findings explain nothing and follow from nothing: they are not copied.
  return firsts.map((member) => {
    const finding = withFollowers(member.finding, followers.get(member));
    return finding === member.finding ? member : { ...member, finding };
  });
}

function withFollowers(first: Finding, followers: readonly Finding[] = []): Finding {
  const alone = first.causedBy ? withoutCauses(first) : first;
  if (followers.length === 0) return alone;
  const severity = worstOf([first, ...followers].map((each) => each.severity)) ?? first.severity;
  return { ...alone, severity, related: followers.map(withoutCauses) };
}

function withoutCauses({ causedBy: _, ...finding }: Finding): Finding {
  return finding;
}

/** Where a finding is. */
interface Place extends LocatedFinding {
  /** The list items that it is in, from the outermost; empty for the object or the pod as a whole. */
  readonly items: readonly string[];
}

/** The findings of one object by rule and outermost list item: there may be thousands of items. */
class PlaceIndex {
  private readonly byItem = new Map<string, Place[]>();
  private readonly byRule = new Map<string, Place[]>();

  public constructor(places: readonly Place[]) {
    for (const place of places) {
      const { rule } = place.finding;
      addTo(this.byRule, rule, place);
      addTo(this.byItem, keyOf(rule, place.items[0]), place);
    }
  }

  /** The findings of a rule about the same part, about what it belongs to, or about a part of it. */
  public around(place: Place, rule: string): Place[] {
    const [outermost] = place.items;
    const near =
      outermost === undefined
        ? this.byRule.get(rule)
        : [keyOf(rule), keyOf(rule, outermost)].flatMap((key) => this.byItem.get(key) ?? []);
    return (near ?? []).filter((each) => isAround(each, place));
  }
}

function placeOf(located: LocatedFinding): Place {
  const pointer = located.about ?? located.finding.pointer;
  const items = [...pointer.matchAll(/\/\d+(?=\/|$)/g)].map(({ 0: item, index }) =>
    pointer.slice(0, index + item.length),
  );
  return { ...located, items };
}

function keyOf(rule: string, item = ''): string {
  return `${rule} ${item}`;
}

function isAround(a: Place, b: Place): boolean {
  if (a.pod !== undefined && b.pod !== undefined && a.pod !== b.pod) return false;
  const [short, long] = a.items.length < b.items.length ? [a.items, b.items] : [b.items, a.items];
  return short.every((item, index) => item === long[index]);
}
