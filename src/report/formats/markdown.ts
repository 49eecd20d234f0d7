import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { ReportContext } from '../context';
import { cleanRules, metasOf } from '../entries';
import { failureName, failuresOf, failureText, unknownKinds } from '../failures';
import { placeOf, shownPlace } from '../location';
import { count, objectName } from '../object-name';
import type { Pieces } from '../pieces';
import { relatedRules } from '../related';
import { summaryOf } from '../summary';
import { upcomingLines, upcomingTitle } from '../upcoming';
import { verdict } from '../verdict';
import { code, link, prose, row, type Section, section, withSections } from './markdown-sections';
import { daysLeftText, upkeepOf } from './upkeep';

/** GitHub accepts step summaries of up to 1 MiB. */
const SUMMARY_BYTES = 1_000_000;
/** GitHub accepts comments of up to 65,536 characters; GitLab accepts more. */
const COMMENT_BYTES = 65_000;
/** Writes a report as Markdown for the summary of a GitHub step. Rows that do not fit are counted. */
export function reportMarkdown(report: Report, context: ReportContext): Pieces {
  return markdown(report, context, SUMMARY_BYTES);
}

/** The same, short enough for a pull request comment. */
export function reportMarkdownComment(report: Report, context: ReportContext): Pieces {
  return markdown(report, context, COMMENT_BYTES);
}

function markdown(report: Report, context: ReportContext, mostBytes: number): Pieces {
  const opening = `## cdk8s-hardened\n\n${prose(verdict(report, context))}\n\n${summaryTable(report, context)}\n`;
  return withSections(opening, sectionsOf(report, context), mostBytes);
}

function sectionsOf(report: Report, context: ReportContext): Section[] {
  const metas = metasOf(context);
  const { idle, expiring, gone } = upkeepOf(report);
  const clean = cleanRules(report, context);
  const lines = (heading: string, head: string, noun: string, texts: readonly string[]) =>
    section({ heading, folds: false, head: [head], noun }, texts, (text) => [prose(text)]);
  return [
    section(
      { heading: 'Not judged', folds: false, head: ['what', 'where', 'why'], noun: 'error' },
      failuresOf(report, context),
      (failure) => {
        const { location } = failure;
        return [prose(failureName(failure)), location ? code(shownPlace(location)) : '', prose(failureText(failure))];
      },
    ),
    ...groupByObject(report.findings, (finding) => finding).map((group) => {
      const heading = `${prose(objectName((group[0] as Finding).objectRef))}: ${count(group.length, 'finding')}`;
      const head = ['severity', 'rule', 'what is there; what must be', 'where'];
      return section({ heading, folds: true, head, noun: 'finding' }, group, (finding) => {
        const [reference] = metas.get(finding.rule)?.references ?? [];
        return [
          finding.severity,
          link(finding.rule, reference),
          prose(`${finding.message}${relatedRules(finding)}`),
          whereCell(finding),
        ];
      });
    }),
    section(
      {
        heading: `Waived: ${count(report.waived.length, 'finding')}`,
        folds: true,
        head: ['rule', 'object', 'because', 'until'],
        noun: 'waived finding',
      },
      report.waived,
      ({ finding, waiver }) => {
        const left = daysLeftText(waiver, context);
        const because = waiver.ticket === undefined ? waiver.reason : `${waiver.reason} (${waiver.ticket})`;
        const until = left === '' ? waiver.expires : `${waiver.expires}, ${left}`;
        return [code(finding.rule), prose(objectName(finding.objectRef)), prose(because), prose(until)];
      },
    ),
    lines('Waivers that do nothing', 'waiver', 'idle waiver', idle),
    lines('Waivers that end soon', 'waiver', 'expiring waiver', expiring),
    lines('Notes', 'note', 'note', report.notes),
    lines(upcomingTitle(report), 'finding', 'line', upcomingLines(report)),
    lines('Gone from the baseline', 'entry', 'baseline line', gone),
    section(
      {
        heading: 'Kinds that no rule knows, judged by their metadata only',
        folds: true,
        head: ['kind', 'objects'],
        noun: 'unknown kind',
      },
      unknownKinds(report),
      ([kind, number]) => [prose(kind), String(number)],
    ),
    section(
      {
        heading: `Rules that found nothing: ${clean.length}`,
        folds: true,
        head: ['rule', 'claim'],
        noun: 'clean rule',
      },
      clean,
      ({ id, title }) => [code(id), prose(title)],
    ),
  ];
}

function summaryTable(report: Report, context: ReportContext): string {
  const { bySeverity, waived, errors, objects } = summaryOf(report, context);
  const columns = { ...bySeverity, waived, 'in the baseline': report.baselined.length, 'not judged': errors, objects };
  const names = Object.keys(columns);
  return `${row(names)}${row(names.map(() => '--:'))}${row(Object.values(columns).map(String))}`.trimEnd();
}

function whereCell(finding: Finding): string {
  const place = placeOf(finding);
  const { constructPath } = finding.origin;
  const lines = [place && shownPlace(place), constructPath, finding.pointer || '/'];
  return lines
    .filter((line) => line !== undefined)
    .map((line) => code(line as string))
    .join('<br>');
}
