/** Longer texts are no tickets: what a pattern may cost grows with them. */
const LONGEST_TICKET = 100;
const MOST_REPEATS = 4;

/** Whether the whole ticket matches a pattern. */
export function matchesTicket(pattern: string, ticket: string): boolean {
  return ticket.length <= LONGEST_TICKET && new RegExp(`^(?:${pattern})$`, 'u').test(ticket);
}

/** Why a text is no pattern of tickets; undefined where it is one. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `is no regular expression: ${(error as Error).message}`;
  }
  // A repeated group can take longer than the world has time for; without one, the longest ticket takes no time.
  const plain = pattern.replace(/\\[^\d]/g, '').replace(/\[[^\]]*\]/g, '');
  if (/\)[*+?{]/.test(plain)) return 'repeats a group; write it without';
  if ((plain.replaceAll('(?', '(').match(/[*+?{]/g) ?? []).length > MOST_REPEATS)
    return `repeats more than ${MOST_REPEATS} things; write it shorter`;
  return /\\\d/.test(plain) ? 'refers back to a group; write it without' : undefined;
}
