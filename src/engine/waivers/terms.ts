import type { Profile } from '../profile';
import { describeUnknown } from '../suggestion';
import { matchesTicket } from './ticket';
import { dayProblem, daysUntil, rulesProblem, type SingleWaiver, targetOf, type Waiver } from './waiver';

const KEYS: readonly (keyof Waiver)[] = [
  ...(['rule', 'rules', 'reason', 'expires', 'container', 'pointer', 'verbs', 'ticket'] as const),
  ...(['kind', 'apiGroup', 'namespaceName', 'name', 'construct'] as const),
];

/** The keys that say what a waiver covers; the other ones have messages of their own. */
const NAMES = ['container', 'pointer', 'verbs', 'ticket', 'kind', 'apiGroup', 'namespaceName', 'name', 'construct'];

/**
 * Throws where a waiver has a key that no waiver has, or a value of another type, as in a program in JavaScript: it would
 * cover more than it says.
 */
export function checkKeys(waiver: Waiver): void {
  const subject = waiver.rule === undefined ? `waiver for ${targetOf(waiver)}` : `waiver of "${waiver.rule}"`;
  for (const [key, value] of Object.entries(waiver)) {
    if (!(KEYS as readonly string[]).includes(key)) throw new Error(`${subject}: ${describeUnknown('key', key, KEYS)}`);
    if (!NAMES.includes(key) || value === undefined) continue;
    const isRight = key === 'verbs' ? isListOfText(value) : typeof value === 'string';
    if (!isRight) {
      const what = key === 'verbs' ? 'a list of texts' : 'a text';
      throw new Error(`${subject}: ${key} is ${JSON.stringify(value)}; write ${what}`);
    }
  }
  const problem = rulesProblem(waiver);
  if (problem !== undefined) throw new Error(`${subject} ${problem}`);
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/**
 * Throws if a waiver is invalid: unknown rule, no target, no reason, no expiry date, or a rule that cannot be waived.
 */
export function checkWaiver(waiver: SingleWaiver, profile: Profile, today: string): void {
  profile.rule(waiver.rule);
  const untargeted = targetProblem(waiver);
  const problem = termsProblem(waiver, profile, today) ?? untargeted;
  const target = untargeted === undefined ? ` for ${targetOf(waiver)}` : '';
  if (problem) throw new Error(`waiver of "${waiver.rule}"${target} ${problem}`);
}

/** Returns what is wrong with the terms of a waiver, apart from its target. The profile must have the rule. */
export function termsProblem(waiver: SingleWaiver, profile: Profile, today: string): string | undefined {
  return unwaivable(waiver.rule, profile) ?? termProblems(waiver, profile, today)[0]?.problem;
}

/** Returns why a rule cannot be waived. The profile must have it. */
export function unwaivable(rule: string, profile: Profile): string | undefined {
  return profile.allowsWaiverOf(profile.rule(rule).meta.id)
    ? undefined
    : `is refused; profile "${profile.name}" does not let this rule be waived`;
}

/** A part of a waiver that is wrong. */
export interface TermProblem {
  readonly key: 'reason' | 'expires' | 'ticket';
  readonly problem: string;
}

/** Returns everything that is wrong with reason, last day and ticket; without `today`, however long the waiver lasts. */
export function termProblems(waiver: Waiver, { waiverPolicy }: Profile, today?: string): TermProblem[] {
  const { reason, expires, ticket } = waiver;
  const { ticketPattern, maxLifetimeDays } = waiverPolicy;
  const problems: TermProblem[] = [];
  if (typeof reason !== 'string' || visibleLength(reason) < 10)
    problems.push({ key: 'reason', problem: 'has no reason; give one of at least ten characters' });
  const day = dayProblem(expires);
  if (day !== undefined) problems.push({ key: 'expires', problem: `has the last day ${day}` });
  if (ticketPattern !== undefined && !matchesTicket(ticketPattern, ticket ?? '')) {
    const problem = `has ${ticket ? `the ticket "${ticket}"` : 'no ticket'}; give one that matches ${ticketPattern}`;
    problems.push({ key: 'ticket', problem });
  }
  const isBound = maxLifetimeDays !== undefined && today !== undefined && day === undefined;
  if (isBound && daysUntil(expires, today) > maxLifetimeDays) {
    const problem = `lasts until ${expires}; give a last day within ${maxLifetimeDays} days`;
    problems.push({ key: 'expires', problem });
  }
  return problems;
}

/**
 * How long a text is to a reader: control and format characters, blank fillers and marks on other letters do not count, white
 * space counts once. A text without a letter or a digit says nothing.
 */
function visibleLength(text: string): number {
  const visible = text.replace(/[\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu, '');
  return /[\p{L}\p{N}]/u.test(visible) ? visible.replace(/\p{White_Space}+/gu, ' ').trim().length : 0;
}

/** Returns what is wrong with the target of a waiver. */
export function targetProblem({ construct, kind, name, namespaceName, apiGroup }: Waiver): string | undefined {
  if (construct === undefined && !(kind && name)) return 'names no object; give kind and name, or construct';
  if (construct !== undefined && (kind || name || namespaceName || apiGroup !== undefined))
    return 'names an object twice; give kind and name, or construct';
  return undefined;
}
