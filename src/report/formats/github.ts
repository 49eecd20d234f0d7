import type { Report } from '../../engine/report';
import type { Severity } from '../../engine/severity';
import type { ReportContext } from '../context';
import { escapeUnprintable } from '../escape';
import { failureObject, failuresOf, failureText } from '../failures';
import { type Location, placeOf } from '../location';
import { objectName } from '../object-name';
import { relatedRules } from '../related';
import { upcomingLines } from '../upcoming';
import { verdict } from '../verdict';
import { upkeepOf } from './upkeep';

const COMMANDS: { readonly [severity in Severity]: string } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};
const TITLE = 'cdk8s-hardened';

/**
 * Writes a report as workflow commands, which GitHub shows as annotations of files: the worst first, because it shows
 * only a few.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function* reportGithub(report: Report, context: ReportContext): Generator<string> {
  for (const line of linesOf(report, context)) yield `${line}\n`;
}

function* linesOf(report: Report, context: ReportContext): Generator<string> {
  const { idle, expiring, gone } = upkeepOf(report);
  for (const failure of failuresOf(report, context))
    yield command('error', 'not judged', `${failureObject(failure)}: ${failureText(failure)}`, failure.location);
  for (const line of gone) yield command('error', TITLE, line);
  for (const [severity, name] of Object.entries(COMMANDS)) {
    for (const finding of report.findings) {
      if (finding.severity !== severity) continue;
      const message = `${objectName(finding.objectRef)}: ${finding.message}${relatedRules(finding)}`;
      yield command(name, `${finding.rule} (${severity})`, message, placeOf(finding));
    }
  }
  for (const line of idle) yield command('warning', TITLE, line);
  for (const line of [...expiring, ...report.notes, ...upcomingLines(report)]) yield command('notice', TITLE, line);
  yield verdict(report, context);
}

function command(name: string, title: string, message: string, location?: Location): string {
  const { line, column: col } = location ?? {};
  const file = location?.file === '-' ? undefined : location?.file;
  const properties = Object.entries({ file, ...(file === undefined ? {} : { line, col }), title })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${properties.join(',')}::${escapeData(message)}`;
}

/** GitHub unescapes these sequences, so the text is made printable before it is escaped. */
function escapeData(text: string): string {
  return escapeUnprintable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
