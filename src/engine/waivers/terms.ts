import type { Profile } from '../profile';
import { matchesTicket } from './ticket';
import { daysUntil, isDay, type Waiver } from './waiver';

/**
 * Throws if a waiver is invalid: unknown rule, no target, no reason, no expiry date, or a rule that cannot be waived.
 */
export function checkWaiver(waiver: Waiver, profile: Profile, today: string): void {
  profile.rule(waiver.rule);
  const problem = termsProblem(waiver, profile, today) ?? targetProblem(waiver);
  if (problem) throw new Error(`waiver of "${waiver.rule}" ${problem}`);
}

/** Returns what is wrong with the terms of a waiver, apart from its target. The profile must have the rule. */
export function termsProblem(waiver: Waiver, profile: Profile, today: string): string | undefined {
  const { rule, reason, expires, ticket } = waiver;
  if (!profile.allowsWaiverOf(profile.rule(rule).meta.id))
    return `is refused; profile "${profile.name}" does not let this rule be waived`;
  if (typeof reason !== 'string' || reason.trim().length < 10)
    return 'has no reason; give one of at least ten characters';
  if (!isDay(expires)) return `has the last day "${expires}"; write it as YYYY-MM-DD`;
  const { ticketPattern, maxLifetimeDays } = profile.waiverPolicy;
  if (ticketPattern !== undefined && !matchesTicket(ticketPattern, ticket ?? ''))
    return `has ${ticket ? `the ticket "${ticket}"` : 'no ticket'}; give one that matches ${ticketPattern}`;
  if (maxLifetimeDays !== undefined && daysUntil(expires, today) > maxLifetimeDays)
    return `lasts until ${expires}; give a last day within ${maxLifetimeDays} days`;
  return undefined;
}

function targetProblem({ construct, kind, name, namespaceName }: Waiver): string | undefined {
  if (construct === undefined && !(kind && name)) return 'names no object; give kind and name, or construct';
  if (construct !== undefined && (kind || name || namespaceName))
    return 'names an object twice; give kind and name, or construct';
  return undefined;
}
