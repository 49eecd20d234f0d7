import { DefinedRule } from './define-rule';
import { EDITIONS, type Edition, type RuleBefore } from './editions';
import type { IRule, RuleMeta } from './rule';
import type { Severity } from './severity';
import { describeUnknown } from './suggestion';

const [FIRST] = EDITIONS;

/** The newest edition of this library. */
export const NEWEST_EDITION = (EDITIONS[EDITIONS.length - 1] as Edition).name;

/** The edition that a rule came with. */
export function editionOf({ edition = FIRST.name }: RuleMeta): string {
  return edition;
}

/** The edition since which a rule belongs to the profiles that it names, and to no others. */
export function memberSince(meta: RuleMeta): string {
  const [last] = EDITIONS.filter(({ before }) => before[meta.id]?.profiles !== undefined).reverse();
  return last?.name ?? editionOf(meta);
}

/** The profiles of a rule, and since when they have it: `nsa since 2026.1`. */
export function membershipText(meta: RuleMeta): string {
  return meta.profiles.length === 0 ? 'opt-in' : `${meta.profiles.join(', ')} since ${memberSince(meta)}`;
}

/** Compares two editions: positive if the first is the newer one. */
export function compareEditions(a: string, b: string): number {
  const [year = 0, number = 0] = a.split('.').map(Number);
  const [otherYear = 0, otherNumber = 0] = b.split('.').map(Number);
  return year - otherYear || number - otherNumber;
}

/** The editions of this library and those that rules of packages name, the oldest first. */
export function editionsWith(rules: readonly IRule[]): string[] {
  const names = new Set([...EDITIONS.map(({ name }) => name), ...rules.map(({ meta }) => editionOf(meta))]);
  return [...names].sort(compareEditions);
}

/** Throws if the edition of a rule has not the form of one. */
export function checkEditionOf(rule: IRule): void {
  const { id, edition } = rule.meta;
  if (edition === undefined || /^\d{4}\.[1-9]\d*$/.test(edition)) return;
  throw new Error(`rule "${id}" has the edition "${edition}"; write a year and a number, such as "${FIRST.name}"`);
}

/** Throws if an edition is not one of those that are known. */
export function checkEdition(edition: string, known: readonly string[]): void {
  if (!known.includes(edition)) throw new Error(describeUnknown('edition', edition, known));
}

/** The newest Kubernetes version that an edition knows; undefined for an edition of a package. */
export function kubernetesVersionOf(edition: string): string | undefined {
  return EDITIONS.find(({ name }) => name === edition)?.kubernetesVersion;
}

/** The profiles that had a rule in an edition. */
export function profilesIn(edition: string, { meta }: IRule): readonly string[] {
  return beforeChange(edition, meta.id, 'profiles') ?? meta.profiles;
}

/** Whether a rule is, or was in an edition, in a profile. */
export function wasEverIn(profile: string, { meta }: IRule): boolean {
  return meta.profiles.includes(profile) || EDITIONS.some(({ before }) => before[meta.id]?.profiles?.includes(profile));
}

/** Returns a rule with the severity that it had in an edition. */
export function asIn(edition: string, rule: IRule): IRule {
  const severity: Severity | undefined = beforeChange(edition, rule.meta.id, 'severity');
  if (severity === undefined || !(rule instanceof DefinedRule)) return rule;
  return new DefinedRule({ ...rule.meta, severity, visit: rule.visitor, remarks: rule.remarks }, rule.options);
}

/** What the first change after an edition says of the time before it. */
function beforeChange<K extends keyof RuleBefore>(edition: string, id: string, key: K): RuleBefore[K] {
  const isLater = ({ name, before }: Edition) =>
    Object.hasOwn(before, id) && before[id]?.[key] !== undefined && compareEditions(name, edition) > 0;
  return EDITIONS.find(isLater)?.before[id]?.[key];
}
