import type { Profile } from '../profile';
import { describeUnknown } from '../suggestion';
import { matchesTicket } from './ticket';
import { daysUntil, isDay, type Waiver } from './waiver';

const KEYS: readonly (keyof Waiver)[] = [
  ...(['rule', 'reason', 'expires', 'container', 'pointer', 'verbs', 'ticket'] as const),
  ...(['kind', 'apiGroup', 'namespaceName', 'name', 'construct'] as const),
];

/** The keys that say what a waiver covers; the other ones have messages of their own. */
const NAMES = ['container', 'pointer', 'verbs', 'ticket', 'kind', 'apiGroup', 'namespaceName', 'name', 'construct'];

/**
 * Throws where a waiver has a key that no waiver has, or a value of another type, as in a program in JavaScript: it would
 * cover more than it says.
 */
export function checkKeys(waiver: Waiver): void {
  for (const [key, value] of Object.entries(waiver)) {
    if (!(KEYS as readonly string[]).includes(key))
      throw new Error(`waiver of "${waiver.rule}": ${describeUnknown('key', key, KEYS)}`);
    if (!NAMES.includes(key) || value === undefined) continue;
    const isRight = key === 'verbs' ? isListOfText(value) : typeof value === 'string';
    if (!isRight) {
      const what = key === 'verbs' ? 'a list of texts' : 'a text';
      throw new Error(`waiver of "${waiver.rule}": ${key} is ${JSON.stringify(value)}; write ${what}`);
    }
  }
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/**
 * Throws if a waiver is invalid: unknown rule, no target, no reason, no expiry date, or a rule that cannot be waived.
 */
export function checkWaiver(waiver: Waiver, profile: Profile, today: string): void {
  checkKeys(waiver);
  profile.rule(waiver.rule);
  const problem = termsProblem(waiver, profile, today) ?? targetProblem(waiver);
  if (problem) throw new Error(`waiver of "${waiver.rule}" ${problem}`);
}

/** Returns what is wrong with the terms of a waiver, apart from its target. The profile must have the rule. */
export function termsProblem(waiver: Waiver, profile: Profile, today: string): string | undefined {
  const { rule, reason, expires, ticket } = waiver;
  if (!profile.allowsWaiverOf(profile.rule(rule).meta.id))
    return `is refused; profile "${profile.name}" does not let this rule be waived`;
  if (typeof reason !== 'string' || visibleLength(reason) < 10)
    return 'has no reason; give one of at least ten characters';
  if (!isDay(expires)) return `has the last day "${expires}"; write it as YYYY-MM-DD`;
  const { ticketPattern, maxLifetimeDays } = profile.waiverPolicy;
  if (ticketPattern !== undefined && !matchesTicket(ticketPattern, ticket ?? ''))
    return `has ${ticket ? `the ticket "${ticket}"` : 'no ticket'}; give one that matches ${ticketPattern}`;
  if (maxLifetimeDays !== undefined && daysUntil(expires, today) > maxLifetimeDays)
    return `lasts until ${expires}; give a last day within ${maxLifetimeDays} days`;
  return undefined;
}

/**
 * How long a text is to a reader: control and format characters, blank fillers and marks on other letters do not count, white
 * space counts once. A text without a letter or a digit says nothing.
 */
function visibleLength(text: string): number {
  const visible = text.replace(/[\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu, '');
  return /[\p{L}\p{N}]/u.test(visible) ? visible.replace(/\p{White_Space}+/gu, ' ').trim().length : 0;
}

function targetProblem({ construct, kind, name, namespaceName, apiGroup }: Waiver): string | undefined {
  if (construct === undefined && !(kind && name)) return 'names no object; give kind and name, or construct';
  if (construct !== undefined && (kind || name || namespaceName || apiGroup !== undefined))
    return 'names an object twice; give kind and name, or construct';
  return undefined;
}
