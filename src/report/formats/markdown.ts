import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { ReportContext } from '../context';
import { cleanRules, metasOf } from '../entries';
import { failureName, failuresOf, failureText, unknownKinds } from '../failures';
import { placeOf, shownPlace } from '../location';
import { count, objectName } from '../object-name';
import { summaryOf } from '../summary';
import { verdict } from '../verdict';
import { code, link, prose, row, type Section, withSections } from './markdown-sections';
import { daysLeftText, upkeepOf } from './upkeep';

/** GitHub accepts step summaries of up to 1 MiB. */
const SUMMARY_BYTES = 1_000_000;
/** GitHub accepts comments of up to 65,536 characters; GitLab accepts more. */
const COMMENT_BYTES = 65_000;
/** Writes a report as Markdown for the summary of a GitHub step. Rows that do not fit are counted. */
export function reportMarkdown(report: Report, context: ReportContext): string {
  return markdown(report, context, SUMMARY_BYTES);
}

/** The same, short enough for a pull request comment. */
export function reportMarkdownComment(report: Report, context: ReportContext): string {
  return markdown(report, context, COMMENT_BYTES);
}

function markdown(report: Report, context: ReportContext, mostBytes: number): string {
  const opening = `## cdk8s-hardened\n\n${prose(verdict(report, context))}\n\n${summaryTable(report, context)}\n`;
  return withSections(opening, sectionsOf(report, context), mostBytes);
}

function sectionsOf(report: Report, context: ReportContext): Section[] {
  const metas = metasOf(context);
  const { idle, expiring, gone } = upkeepOf(report);
  const lines = (texts: readonly string[]) => texts.map((text) => [prose(text)]);
  return [
    {
      heading: 'Not judged',
      folds: false,
      head: ['what', 'where', 'why'],
      rows: failuresOf(report, context).map((failure) => {
        const { location } = failure;
        return [prose(failureName(failure)), location ? code(shownPlace(location)) : '', prose(failureText(failure))];
      }),
      noun: 'error',
    },
    ...groupByObject(report.findings, (finding) => finding).map((group) => ({
      heading: `${prose(objectName((group[0] as Finding).objectRef))}: ${count(group.length, 'finding')}`,
      folds: true,
      head: ['severity', 'rule', 'what is there; what must be', 'where'],
      rows: group.map((finding) => {
        const [reference] = metas.get(finding.rule)?.references ?? [];
        return [finding.severity, link(finding.rule, reference), prose(finding.message), whereCell(finding)];
      }),
      noun: 'finding',
    })),
    {
      heading: `Waived: ${count(report.waived.length, 'finding')}`,
      folds: true,
      head: ['rule', 'object', 'because', 'until'],
      rows: report.waived.map(({ finding, waiver }) => {
        const left = daysLeftText(waiver, context);
        const because = waiver.ticket === undefined ? waiver.reason : `${waiver.reason} (${waiver.ticket})`;
        const until = left === '' ? waiver.expires : `${waiver.expires}, ${left}`;
        return [code(finding.rule), prose(objectName(finding.objectRef)), prose(because), prose(until)];
      }),
      noun: 'waived finding',
    },
    { heading: 'Waivers that do nothing', folds: false, head: ['waiver'], rows: lines(idle), noun: 'idle waiver' },
    {
      heading: 'Waivers that end soon',
      folds: false,
      head: ['waiver'],
      rows: lines(expiring),
      noun: 'expiring waiver',
    },
    { heading: 'Notes', folds: false, head: ['note'], rows: lines(report.notes), noun: 'note' },
    { heading: 'Gone from the baseline', folds: false, head: ['entry'], rows: lines(gone), noun: 'baseline line' },
    {
      heading: 'Kinds that no rule knows, judged by their metadata only',
      folds: true,
      head: ['kind', 'objects'],
      rows: unknownKinds(report).map(([kind, number]) => [prose(kind), String(number)]),
      noun: 'unknown kind',
    },
    {
      heading: `Rules that found nothing: ${cleanRules(report, context).length}`,
      folds: true,
      head: ['rule', 'claim'],
      rows: cleanRules(report, context).map(({ id, title }) => [code(id), prose(title)]),
      noun: 'clean rule',
    },
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
