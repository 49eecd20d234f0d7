import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import type { Severity } from '../engine/severity';
import type { ReportContext } from './context';

/** A report in numbers. */
export interface Summary {
  readonly objects: number;
  /** Findings that are not accepted. */
  readonly findings: number;
  /** The same by severity, the worst first. */
  readonly bySeverity: { readonly [severity in Severity]: number };
  readonly waived: number;
  readonly baselined: number;
  readonly errors: number;
  readonly unknown: number;
  readonly skipped: number;
  readonly leftOut: number;
  readonly excluded: number;
  readonly unplaced: number;
}

/** Counts the content of a report and its input. */
export function summaryOf(
  report: Report,
  { unread, skipped, leftOut = [], excluded = 0, unplaced = 0 }: ReportContext,
): Summary {
  return {
    objects: report.objectCount,
    findings: report.findings.length,
    bySeverity: countBySeverity(report.findings),
    waived: report.waived.length,
    baselined: report.baselined.length,
    errors: unread.length + report.errors.length,
    unknown: report.unknown.length,
    skipped,
    leftOut: leftOut.length,
    excluded,
    unplaced,
  };
}

/** Counts findings by severity, the worst first. */
export function countBySeverity(findings: readonly Finding[]): Summary['bySeverity'] {
  const counts: { [severity in Severity]: number } = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** Sorts by the number of findings of each severity, the worst first; equal ones keep their order. */
export function sortWorstFirst<T>(items: readonly T[], findingsOf: (item: T) => readonly Finding[]): T[] {
  return items
    .map((item) => ({ item, numbers: Object.values(countBySeverity(findingsOf(item))) }))
    .sort(({ numbers: a }, { numbers: b }) => b.map((each, index) => each - (a[index] as number)).find(Boolean) ?? 0)
    .map(({ item }) => item);
}
