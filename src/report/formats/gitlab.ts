import { hash } from 'node:crypto';
import { posix } from 'node:path';
import type { Report } from '../../engine/report';
import type { Severity } from '../../engine/severity';
import type { ReportContext } from '../context';
import { entriesOf } from '../entries';
import { escapeJson, escapeUnprintable } from '../escape';
import { failureObject, failuresOf, failureText } from '../failures';
import { fileName, type Location, placeOf } from '../location';
import { objectName } from '../object-name';

const SEVERITIES: { readonly [severity in Severity]: string } = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/**
 * Writes a report as GitLab's Code Quality artifact: open findings, what could not be checked, and rules that are
 * off: GitLab shows what is new on a branch.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function reportGitlab(report: Report, context: ReportContext): string {
  const open = entriesOf(report).filter(({ state }) => state === 'open');
  const issues = [
    ...open.map(({ finding, fingerprint }) => ({
      description: escapeUnprintable(`${finding.message} (${objectName(finding.objectRef)})`),
      check_name: finding.rule,
      fingerprint,
      severity: SEVERITIES[finding.severity],
      location: locationJson(placeOf(finding), objectName(finding.objectRef)),
    })),
    ...failuresOf(report, context).map((failure, index) => ({
      description: escapeUnprintable(`not judged: ${failureText(failure)}`),
      check_name: failure.rule ?? 'not-judged',
      fingerprint: hash('sha256', JSON.stringify([index, failureObject(failure), failureText(failure)]), 'hex').slice(
        0,
        32,
      ),
      severity: 'blocker',
      location: locationJson(failure.location, failureObject(failure)),
    })),
    ...report.rulesOff.map((rule) => ({
      description: escapeUnprintable(`rule "${rule}" is off in profile ${report.profile}`),
      check_name: 'rule-off',
      fingerprint: hash('sha256', JSON.stringify(['rule-off', rule]), 'hex').slice(0, 32),
      severity: 'info',
      location: locationJson(undefined, `profile ${report.profile}`),
    })),
  ];
  return `${escapeJson(JSON.stringify(issues, null, 2))}\n`;
}

/** GitLab requires a path and a line; the default is the first line of a file with the name of the object. */
function locationJson(location: Location | undefined, name: string) {
  const path = location ? posix.normalize(fileName(location.file)) : name;
  return { path, lines: { begin: location?.line ?? 1 } };
}
