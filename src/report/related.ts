import type { Finding } from '../engine/finding';

const MOST_LINES = 5;

/** What follows from a finding, for people: one line each; of many, their rules. */
export function relatedLines({ related = [] }: Finding): string[] {
  if (related.length > MOST_LINES) return [`with it: ${rulesOf(related)}`];
  return related.map(({ rule, severity, message }) => `with it: ${rule} (${severity}) — ${message}`);
}

/** The rules of what follows from a finding, in brackets behind its message; empty if nothing does. */
export function relatedRules({ related = [] }: Finding): string {
  return related.length === 0 ? '' : ` (with it: ${rulesOf(related)})`;
}

function rulesOf(related: readonly Finding[]): string {
  return [...new Set(related.map(({ rule }) => rule))].join(', ');
}
