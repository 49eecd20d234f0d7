import { describeUnknown } from './suggestion';

/** Rates how severe a finding is. */
export enum Severity {
  /** An attacker can take over a node or the cluster by this alone. */
  CRITICAL = 'critical',
  /** One step from a takeover, or an entire layer of defence is missing. */
  HIGH = 'high',
  /** A layer of defence is weaker than it should be. */
  MEDIUM = 'medium',
  /** Good practice; an attacker also needs another weakness. */
  LOW = 'low',
  /** Informative. */
  INFO = 'info',
}

const ORDER: readonly Severity[] = [Severity.INFO, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL];

/** Throws where a value is no severity: compared with others, it would never be severe enough to fail. */
export function checkSeverity(severity: unknown, what: string): void {
  if (ORDER.includes(severity as Severity)) return;
  throw new Error(`${what}: ${describeUnknown('severity', String(severity), ORDER)}`);
}

/** The highest of some severities; undefined of none. */
export function worstOf(severities: Iterable<Severity>): Severity | undefined {
  const there = new Set(severities);
  return [...ORDER].reverse().find((severity) => there.has(severity));
}

/** Whether a severity equals the threshold or is worse. */
export function atLeastAsSevere(severity: Severity, threshold: Severity): boolean {
  return ORDER.indexOf(severity) >= ORDER.indexOf(threshold);
}
