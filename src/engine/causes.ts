import { addTo, groupBy } from '../json/group-by';
import { segmentsOf } from '../json/pointer';
import { groupByObject } from './by-object';
import type { Finding } from './finding';
import type { IRule, RuleMeta } from './rule';
import { atLeastAsSevere, type Severity } from './severity';
import type { Waiver } from './waivers/waiver';

/** A finding, and the part of the object that it is about. */
export interface Placed {
  readonly finding: Finding;
  /** JSON Pointer of the part that it is about; default: that of the finding. */
  readonly about?: string;
  /** JSON Pointer of the pod that it is about, of an object with several. */
  readonly pod?: string;
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

/**
 * Adds to each finding those that it follows from: findings of the rules that imply its rule, about the same part of the
 * same object, about a whole that the part belongs to, or about a part of it.
 */
export function linkCauses(found: readonly Placed[], metas: readonly RuleMeta[]): Finding[] {
  const causesOf = new Map(metas.map(({ id, impliedBy = [] }) => [id, impliedBy]));
  const linked = new Map<Finding, Finding>();
  for (const group of groupByObject(found, ({ finding }) => finding)) {
    if (group.length === 1) continue;
    const index = new PlaceIndex(group);
    const link = (placed: Placed): Finding => {
      const { finding } = placed;
      const known = linked.get(finding);
      if (known) return known;
      const causes = causesOf.get(finding.rule)?.flatMap((rule) => index.around(placed, rule)) ?? [];
      const result = causes.length > 0 ? { ...finding, causedBy: causes.map(link) } : finding;
      linked.set(finding, result);
      return result;
    };
    for (const placed of group) link(placed);
  }
  return found.map(({ finding }) => linked.get(finding) ?? finding);
}

/**
 * Puts findings under those that they follow from, where these are among them and have the same waiver. The first takes
 * the highest severity of what follows from it: a wildcard is as dangerous as the worst that it covers.
 */
export function groupByCause<T extends { readonly finding: Finding; readonly waiver?: Waiver }>(
  members: readonly T[],
): T[] {
  if (!members.some(({ finding }) => finding.causedBy)) return [...members];
  const memberOf = new Map(members.map((member) => [member.finding, member]));
  const firstOf = (member: T): T => {
    for (const cause of member.finding.causedBy ?? []) {
      const above = memberOf.get(cause);
      if (above?.waiver === member.waiver && above) return firstOf(above);
    }
    return member;
  };
  const groups = groupBy(members, firstOf);
  return members.flatMap((member) => {
    const group = groups.get(member);
    return group ? [{ ...member, finding: withFollowers(member.finding, group) }] : [];
  });
}

function withFollowers(first: Finding, group: readonly { readonly finding: Finding }[]): Finding {
  const { causedBy: _, ...finding } = first;
  if (group.length === 1) return finding;
  const related = group.flatMap(({ finding }) => {
    const { causedBy: _, ...follower } = finding;
    return finding === first ? [] : [follower];
  });
  return { ...finding, severity: worstOf(group), related };
}

function worstOf(group: readonly { readonly finding: Finding }[]): Severity {
  const severities = group.map(({ finding }) => finding.severity);
  return severities.reduce((worst, each) => (atLeastAsSevere(worst, each) ? worst : each));
}

/** Where a finding is. */
interface Place {
  readonly finding: Placed;
  readonly pod: string | undefined;
  /** The list items that it is in, from the outermost; empty for the object or the pod as a whole. */
  readonly items: readonly string[];
}

/** The findings of one object by rule and outermost list item: there may be thousands of items. */
class PlaceIndex {
  private readonly places = new Map<Placed, Place>();
  private readonly byItem = new Map<string, Place[]>();
  private readonly byRule = new Map<string, Place[]>();

  public constructor(group: readonly Placed[]) {
    for (const placed of group) {
      const place = placeOf(placed);
      this.places.set(placed, place);
      addTo(this.byRule, placed.finding.rule, place);
      addTo(this.byItem, keyOf(placed.finding.rule, place), place);
    }
  }

  /** The findings of a rule about the same part, about what it belongs to, or about a part of it. */
  public around(placed: Placed, rule: string): Placed[] {
    const own = this.places.get(placed) as Place;
    const [outermost] = own.items;
    const near =
      outermost === undefined
        ? this.byRule.get(rule)
        : [...(this.byItem.get(`${rule} `) ?? []), ...(this.byItem.get(`${rule} ${outermost}`) ?? [])];
    return (near ?? []).filter((place) => isAround(place, own)).map(({ finding }) => finding);
  }
}

function placeOf(finding: Placed): Place {
  const pointer = finding.about ?? finding.finding.pointer;
  const segments = segmentsOf(pointer);
  const items = segments.flatMap((segment, index) =>
    /^\d+$/.test(segment) ? [segments.slice(0, index + 1).join('/')] : [],
  );
  return { finding, pod: finding.pod, items };
}

function keyOf(rule: string, { items }: Place): string {
  return `${rule} ${items[0] ?? ''}`;
}

function isAround(a: Place, b: Place): boolean {
  if (a.pod !== undefined && b.pod !== undefined && a.pod !== b.pod) return false;
  const [short, long] = a.items.length < b.items.length ? [a.items, b.items] : [b.items, a.items];
  return short.every((item, index) => item === long[index]);
}
