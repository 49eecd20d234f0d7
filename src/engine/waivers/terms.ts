import type { Profile } from '../profile';
import { describeUnknown } from '../suggestion';
import { matchesTicket } from './ticket';
import { daysUntil, isDay, type Waiver } from './waiver';

const KEYS: readonly (keyof Waiver)[] = [
  ...(['rule', 'reason', 'expires', 'container', 'pointer', 'verbs', 'ticket'] as const),
  ...(['kind', 'apiGroup', 'namespaceName', 'name', 'construct'] as const),
];

/** Throws where a waiver has a key that no waiver has: a misspelt one would make it cover more than it says. */
export function checkKeys(waiver: Waiver): void {
  const unknown = Object.keys(waiver).find((key) => !(KEYS as readonly string[]).includes(key));
  if (unknown !== undefined) throw new Error(`waiver of "${waiver.rule}": ${describeUnknown('key', unknown, KEYS)}`);
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

/** How long a text is to a reader: control and format characters and blank fillers do not count, white space counts once. */
function visibleLength(text: string): number {
  const visible = text.replace(/[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu, '');
  return visible.replace(/\p{White_Space}+/gu, ' ').trim().length;
}

function targetProblem({ construct, kind, name, namespaceName, apiGroup }: Waiver): string | undefined {
  if (construct === undefined && !(kind && name)) return 'names no object; give kind and name, or construct';
  if (construct !== undefined && (kind || name || namespaceName || apiGroup !== undefined))
    return 'names an object twice; give kind and name, or construct';
  return undefined;
}
