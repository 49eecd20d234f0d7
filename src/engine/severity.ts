import { unknownWord } from './suggestion';

/** How bad a finding is. */
export enum Severity {
  /** Node or cluster takeover from here alone. */
  CRITICAL = 'critical',
  /** One step from a takeover, or a whole layer of defence is off. */
  HIGH = 'high',
  /** A layer of defence is weaker than it should be. */
  MEDIUM = 'medium',
  /** Good practice; an attacker needs something else as well. */
  LOW = 'low',
  /** Worth knowing. */
  INFO = 'info',
}

const ORDER: readonly Severity[] = [Severity.INFO, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL];

/** Throws where a value is no severity: compared with others, it would never be severe enough to fail. */
export function checkSeverity(severity: unknown, what: string): void {
  if (ORDER.includes(severity as Severity)) return;
  throw new Error(`${what}: ${unknownWord('severity', String(severity), ORDER)}`);
}

/** Whether one severity is as bad as another, or worse. */
export function atLeastAsSevere(severity: Severity, threshold: Severity): boolean {
  return ORDER.indexOf(severity) >= ORDER.indexOf(threshold);
}
