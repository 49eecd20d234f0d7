import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import { count } from '../report/object-name';

/** The rule that asks for a namespace. */
const RULE = 'default-namespace';

/** A report that says once what is true of all files of a run. */
export interface PlacedReport {
  readonly report: Report;
  /** Number of objects that set no namespace. */
  readonly unplaced: number;
}

/**
 * Replaces the findings about files that set no namespace by one note: the command that applies the files may set it. An object that sets
 * `default`, or is known to go there, is still a finding.
 *
 * @param notes what else is worth knowing of the files
 */
export function withoutUnplaced(report: Report, notes: readonly string[] = []): PlacedReport {
  const all = report._each.findings;
  const findings = all.filter((finding) => !isUnplaced(finding));
  const unplaced = all.length - findings.length;
  const upcoming = report.upcoming.filter(({ finding }) => !isUnplaced(finding));
  if (unplaced + notes.length === 0) return { report: report._with({ upcoming }), unplaced };
  const said = [...notes, ...report.notes, ...(unplaced > 0 ? [noteOf(unplaced)] : [])];
  return { report: report._with({ findings, notes: said, upcoming }), unplaced };
}

function noteOf(unplaced: number): string {
  const set = unplaced === 1 ? 'sets' : 'set';
  return `${count(unplaced, 'object')} ${set} no namespace (${RULE}); name the one that the files are applied to with --namespace, or namespace in the policy`;
}

function isUnplaced({ rule, objectRef, origin }: Finding): boolean {
  return rule === RULE && origin.file !== undefined && objectRef.namespaceName === undefined;
}
