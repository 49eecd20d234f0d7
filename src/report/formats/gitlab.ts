import { hash } from 'node:crypto';
import { posix } from 'node:path';
import type { Report } from '../../engine/report';
import type { Severity } from '../../engine/severity';
import type { ReportContext } from '../context';
import { escapeUnprintable } from '../escape';
import { failureObject, failuresOf, failureText } from '../failures';
import { fingerprinter } from '../fingerprint';
import { fileName, type Location, placeOf } from '../location';
import { objectName } from '../object-name';
import { JsonItems, jsonPieces } from '../pieces';
import { relatedRules } from '../related';

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
export function* reportGitlab(report: Report, context: ReportContext): Generator<string> {
  yield* jsonPieces(new JsonItems(issuesOf(report, context)), 2);
  yield '\n';
}

function* issuesOf(report: Report, context: ReportContext) {
  const fingerprintOf = fingerprinter();
  for (const finding of report.findings) {
    yield {
      description: escapeUnprintable(`${finding.message} (${objectName(finding.objectRef)})${relatedRules(finding)}`),
      check_name: finding.rule,
      fingerprint: fingerprintOf(finding),
      severity: SEVERITIES[finding.severity],
      location: locationJson(placeOf(finding), objectName(finding.objectRef)),
    };
  }
  for (const [index, failure] of failuresOf(report, context).entries()) {
    const what = JSON.stringify([index, failureObject(failure), failureText(failure)]);
    yield {
      description: escapeUnprintable(`not judged: ${failureText(failure)}`),
      check_name: failure.rule ?? 'not-judged',
      fingerprint: hash('sha256', what, 'hex').slice(0, 32),
      severity: 'blocker',
      location: locationJson(failure.location, failureObject(failure)),
    };
  }
  for (const rule of report.rulesOff)
    yield {
      description: escapeUnprintable(`rule "${rule}" is off in profile ${report.profile}`),
      check_name: 'rule-off',
      fingerprint: hash('sha256', JSON.stringify(['rule-off', rule]), 'hex').slice(0, 32),
      severity: 'info',
      location: locationJson(undefined, `profile ${report.profile}`),
    };
}

/** GitLab requires a path and a line; the default is the first line of a file with the name of the object. */
function locationJson(location: Location | undefined, name: string) {
  const path = location ? posix.normalize(fileName(location.file)) : name;
  return { path, lines: { begin: location?.line ?? 1 } };
}
