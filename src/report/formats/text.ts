import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { EvaluationError } from '../../engine/report-parts';
import type { IRule } from '../../engine/rule';
import type { Origin } from '../../model/object-ref';
import type { ReportContext } from '../context';
import { countByRule } from '../entries';
import { escapeUnprintable } from '../escape';
import { failureText, unknownKinds } from '../failures';
import { type Location, locationOf, placeText } from '../location';
import { count, objectName } from '../object-name';
import { COLOURED, type Paint, PLAIN, SEVERITY_STYLES } from '../paint';
import { relatedLines } from '../related';
import { upcomingLines, upcomingTitle } from '../upcoming';
import { verdict } from '../verdict';
import { ruleGroups, sourcesOf } from './rule-groups';
import { sourceExcerpt } from './source-excerpt';
import { upkeepOf } from './upkeep';

/** A report of more findings is grouped by rule. */
const MOST_LISTED = 200;

/**
 * Writes a report as text: by object, then what each rule requires, then what could not be checked, then a summary
 * line. Of many findings, only the first of each rule are shown, unless all are asked for.
 */
export function* reportText(report: Report, context: ReportContext): Generator<string> {
  const paint = context.colour ? COLOURED : PLAIN;
  const { findings } = report;
  const isWhole = context.all || findings.length <= MOST_LISTED;
  if (isWhole) for (const section of objectSections(findings, context, paint)) yield `${section}\n\n`;
  const sections = [
    ...(isWhole ? [ruleSection(findings, context.rules, paint)] : ruleGroups(findings, context.rules, paint)),
    waiverSection(report, paint),
    baselineSection(report, paint),
    notesSection(report, paint),
    upcomingSection(report, paint),
    unknownSection(report, paint),
    ...errorSections(report, context, paint),
    verdict(report, context, paint),
  ];
  yield `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** Writes findings for an error message, one by one. */
export function findingsText(
  findings: readonly Finding[],
  rules: readonly IRule[],
  paint: Paint,
  moreOf: (finding: Finding) => readonly string[] = () => [],
): string {
  const metas = new Map(rules.map(({ meta }) => [meta.id, meta]));
  return findings
    .map((finding) => {
      const { origin, objectRef, pointer } = finding;
      const path = origin.constructPath ? `${origin.constructPath}  →  ` : '';
      const meta = metas.get(finding.rule);
      return [
        claim(finding, paint),
        `    ${escapeUnprintable(`${path}${objectName(objectRef)}  ${pointer}`)}`,
        ...relatedLines(finding).map((text) => `    ${escapeUnprintable(text)}`),
        ...[whence(origin, locationOf(finding))].filter((text) => text !== '').map((text) => `    ${text}`),
        ...(meta ? [`    ${sourcesOf(meta)}`] : []),
        ...moreOf(finding).map((text) => `    ${escapeUnprintable(text)}`),
      ].join('\n');
    })
    .join('\n');
}

/** Writes what could not be checked for an error message, one line each. */
export function errorsText(errors: readonly EvaluationError[], paint: Paint): string {
  return errors.map((error) => errorLine(error, paint)).join('\n');
}

function claim({ rule, severity, message }: Finding, paint: Paint): string {
  const style = SEVERITY_STYLES[severity];
  return `${paint(style, '✗')} ${paint('bold', escapeUnprintable(rule))} (${paint(style, severity)}) — ${escapeUnprintable(message)}`;
}

function whence(origin: Origin, location: Location | undefined): string {
  if (location) return escapeUnprintable(placeText(location));
  return origin.createdAt ? escapeUnprintable(`created at ${origin.createdAt}`) : '';
}

/** One section for each object with findings: those that a fix mends first, else in the order of the findings. */
function* objectSections(findings: readonly Finding[], context: ReportContext, paint: Paint): Generator<string> {
  const objects = groupByObject(findings, (finding) => finding);
  const isMended = (group: readonly Finding[]) => group.some(({ fix }) => fix.length > 0);
  for (const group of [...objects.filter(isMended), ...objects.filter((each) => !isMended(each))]) {
    const { objectRef, origin } = group[0] as Finding;
    const { constructPath, createdAt } = origin;
    const made = createdAt === undefined ? constructPath : `${constructPath ?? ''} created at ${createdAt}`;
    const title = paint('bold', escapeUnprintable(objectName(objectRef)));
    const lines = [made ? `${title}  ${paint('dim', escapeUnprintable(made.trim()))}` : title];
    let before: string | undefined;
    for (const finding of group) {
      const location = locationOf(finding);
      const place = location && escapeUnprintable(placeText(location));
      const part = finding.ofPartialPod ? '  (part of a pod)' : '';
      const pointer = `${escapeUnprintable(finding.pointer || '/')}${part}`;
      // Findings about missing fields of a container have the same place: its line is shown once.
      const excerpt = place === before ? [] : sourceExcerpt(location, context);
      before = place;
      lines.push(`  ${claim(finding, paint)}`);
      for (const line of [place ? `${place}  ${pointer}` : pointer, ...excerpt])
        lines.push(`      ${paint('dim', line)}`);
      for (const line of relatedLines(finding)) lines.push(`      ${escapeUnprintable(line)}`);
    }
    yield lines.join('\n');
  }
}

/** What each violated rule requires, and its sources, listed once and not at each finding. */
function ruleSection(findings: readonly Finding[], rules: readonly IRule[], paint: Paint): string {
  const counts = countByRule(findings);
  const lines = rules
    .filter(({ meta }) => counts.has(meta.id))
    .map(({ meta }) => ({ meta, count: counts.get(meta.id) as number }))
    .sort((a, b) => b.count - a.count || (a.meta.id < b.meta.id ? -1 : 1))
    .flatMap(({ meta, count }) => [
      `${String(count).padStart(6)}  ${paint('bold', escapeUnprintable(meta.id))}  ${escapeUnprintable(meta.title)}`,
      `        ${paint('dim', sourcesOf(meta))}`,
    ]);
  return lines.length === 0 ? '' : [paint('bold', 'Rules'), ...lines].join('\n');
}

function waiverSection(report: Report, paint: Paint): string {
  const { idle, expiring } = upkeepOf(report);
  const lines = [...idle, ...expiring].map((line) => `  ${paint('yellow', '!')} ${escapeUnprintable(line)}`);
  if (report.waived.length > 0) lines.unshift(`  ${count(report.waived.length, 'finding')} waived`);
  return lines.length === 0 ? '' : [paint('bold', 'Waivers'), ...lines].join('\n');
}

function baselineSection(report: Report, paint: Paint): string {
  const lines = upkeepOf(report).gone.map((line) => `  ${paint('red', '!')} ${escapeUnprintable(line)}`);
  if (report.baselined.length > 0) lines.unshift(`  ${count(report.baselined.length, 'finding')} from before`);
  return lines.length === 0 ? '' : [paint('bold', 'Baseline'), ...lines].join('\n');
}

function notesSection({ notes }: Report, paint: Paint): string {
  return notes.length === 0
    ? ''
    : [paint('bold', 'Notes'), ...notes.map((note) => `  ${escapeUnprintable(note)}`)].join('\n');
}

function upcomingSection(report: Report, paint: Paint): string {
  const lines = upcomingLines(report).map((line) => `  ${escapeUnprintable(line)}`);
  return lines.length === 0 ? '' : [paint('bold', upcomingTitle(report)), ...lines].join('\n');
}

function unknownSection(report: Report, paint: Paint): string {
  const lines = unknownKinds(report).map(
    ([kind, number]) => `${String(number).padStart(6)}  ${escapeUnprintable(kind)}`,
  );
  if (lines.length === 0) return '';
  const pods = report.unknown.flatMap(({ podPointers = [] }) => podPointers).length;
  const found = pods === 0 ? [] : [`        ${count(pods, 'pod')} found in them: judged by what the object says`];
  return [paint('bold', 'Kinds that no rule knows, judged by their metadata only'), ...lines, ...found].join('\n');
}

function errorSections(report: Report, { unread }: ReportContext, paint: Paint): string[] {
  const lines = (isRefusal: boolean) =>
    report.errors.filter((error) => (error.isRefusal ?? false) === isRefusal).map((error) => errorLine(error, paint));
  const notJudged = [
    ...unread.map((each) => `${paint('red', '!')} ${escapeUnprintable(`${placeText(each)} — ${failureText(each)}`)}`),
    ...lines(false),
  ];
  return Object.entries({
    'Not judged': notJudged,
    [`Refused by the API server of Kubernetes ${report.kubernetesVersion}`]: lines(true),
  }).map(([title, each]) =>
    each.length === 0 ? '' : [paint('bold', title), ...each.map((line) => `  ${line}`)].join('\n'),
  );
}

function errorLine(error: EvaluationError, paint: Paint): string {
  const location = locationOf(error);
  const { constructPath } = error.origin;
  const parts = [
    location && escapeUnprintable(placeText(location)),
    constructPath && escapeUnprintable(constructPath),
    error.objectRef && escapeUnprintable(objectName(error.objectRef)),
  ].filter(Boolean);
  const message = escapeUnprintable(failureText(error));
  return `${paint('red', '!')} ${parts.length === 0 ? message : `${parts.join('  ')} — ${message}`}`;
}
