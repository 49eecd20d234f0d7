/** Longer texts are refused: the time that a pattern takes grows with the length. */
const LONGEST_TICKET = 100;
const MOST_REPEATS = 4;

/** Whether the whole ticket matches a pattern. */
export function matchesTicket(pattern: string, ticket: string): boolean {
  return ticket.length <= LONGEST_TICKET && new RegExp(`^(?:${pattern})$`, 'u').test(ticket);
}

/** Why a text is not a valid ticket pattern; undefined if it is valid. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `is not a valid regular expression: ${(error as Error).message}`;
  }
  // A repeated group can take exponential time. Without one, the longest ticket takes no measurable time.
  const plain = pattern.replace(/\\[^\d]/g, '').replace(/\[[^\]]*\]/g, '');
  if (/\)[*+?{]/.test(plain)) return 'repeats a group; remove the repetition';
  if ((plain.replaceAll('(?', '(').match(/[*+?{]/g) ?? []).length > MOST_REPEATS)
    return `repeats more than ${MOST_REPEATS} things; shorten it`;
  return /\\\d/.test(plain) ? 'has a back-reference; remove it' : undefined;
}
