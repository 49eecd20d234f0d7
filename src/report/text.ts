import { type Finding, manifestOf } from '../engine/finding';
import type { JudgeError, Report } from '../engine/report';
import type { IRule, RuleMeta } from '../engine/rule';
import type { Severity } from '../engine/severity';
import type { ObjectRef, Origin } from '../model/object-ref';
import type { ReportContext } from './context';
import { escapeUnprintable } from './escape';
import { type Location, locationOf } from './location';
import { summaryOf } from './summary';

export interface TextOptions {
  readonly colour: boolean;
}

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';
type Paint = (style: Style, text: string) => string;

const CODES: { readonly [style in Style]: string } = { bold: '1', dim: '2', red: '31', yellow: '33', green: '32' };
const SEVERITY_STYLES: { readonly [severity in Severity]: Style } = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'dim',
  info: 'dim',
};

/** Writes a report for people: by object, then what each rule wants, then what was not judged, then one line that says it all. */
export function reportText(report: Report, context: ReportContext, options: TextOptions): string {
  const paint: Paint = options.colour ? (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (_, text) => text;
  const sections = [
    ...objectSections(report.findings, paint),
    ruleSection(report.findings, context.rules, paint),
    waiverSection(report, paint),
    unknownSection(report, paint),
    errorSection(report, context, paint),
    verdict(report, context, paint),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** Writes findings for an error message: each by itself, without colour. */
export function findingsText(findings: readonly Finding[], rules: readonly IRule[]): string {
  const metas = new Map(rules.map(({ meta }) => [meta.id, meta]));
  return findings
    .map((finding) => {
      const { origin, object, pointer } = finding;
      const path = origin.constructPath ? `${origin.constructPath}  →  ` : '';
      const meta = metas.get(finding.rule);
      return [
        claim(finding, (_, text) => text),
        `    ${escapeUnprintable(`${path}${objectName(object)}  ${pointer}`)}`,
        ...[whence(origin, locationOf(finding))].filter((text) => text !== '').map((text) => `    ${text}`),
        ...(meta ? [`    ${sourcesOf(meta)}`] : []),
      ].join('\n');
    })
    .join('\n');
}

/** Writes what could not be judged for an error message: one line each, without colour. */
export function errorsText(errors: readonly JudgeError[]): string {
  return errors.map((error) => errorLine(error, (_, text) => text)).join('\n');
}

function claim({ rule, severity, message }: Finding, paint: Paint): string {
  const style = SEVERITY_STYLES[severity];
  return `${paint(style, '✗')} ${paint('bold', rule)} (${paint(style, severity)}) — ${escapeUnprintable(message)}`;
}

function objectName({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name || '(no name)'}`;
}

function whence(origin: Origin, location: Location | undefined): string {
  if (location) return placeText(location);
  return origin.createdAt ? escapeUnprintable(`created at ${origin.createdAt}`) : '';
}

function placeText({ file, line, column }: Location): string {
  return escapeUnprintable([file, line, column].filter((part) => part !== undefined).join(':'));
}

function sourcesOf({ sources, references }: RuleMeta): string {
  return [...sources, ...references.slice(0, 1)].join(' · ');
}

/** One section for each object that has findings, in the order of the findings. */
function objectSections(findings: readonly Finding[], paint: Paint): string[] {
  const groups = new Map<unknown, Finding[]>();
  for (const finding of findings) {
    const key = manifestOf(finding) ?? JSON.stringify([finding.object, finding.origin]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].map((group) => {
    const { object, origin } = group[0] as Finding;
    const { constructPath, createdAt } = origin;
    const made = createdAt === undefined ? constructPath : `${constructPath ?? ''} created at ${createdAt}`;
    const title = paint('bold', escapeUnprintable(objectName(object)));
    const lines = group.map((finding) => {
      const location = locationOf(finding);
      const place = [location && placeText(location), escapeUnprintable(finding.pointer || '/')].filter(Boolean);
      return `  ${claim(finding, paint)}\n      ${paint('dim', place.join('  '))}`;
    });
    return [made ? `${title}  ${paint('dim', escapeUnprintable(made.trim()))}` : title, ...lines].join('\n');
  });
}

/** What each broken rule wants and who asks for it, said once and not at each finding. */
function ruleSection(findings: readonly Finding[], rules: readonly IRule[], paint: Paint): string {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const lines = rules
    .filter(({ meta }) => counts.has(meta.id))
    .map(({ meta }) => ({ meta, count: counts.get(meta.id) as number }))
    .sort((a, b) => b.count - a.count || (a.meta.id < b.meta.id ? -1 : 1))
    .flatMap(({ meta, count }) => [
      `${String(count).padStart(6)}  ${paint('bold', meta.id)}  ${escapeUnprintable(meta.title)}`,
      `        ${paint('dim', escapeUnprintable(sourcesOf(meta)))}`,
    ]);
  return lines.length === 0 ? '' : [paint('bold', 'Rules'), ...lines].join('\n');
}

function waiverSection({ waived, deadWaivers }: Report, paint: Paint): string {
  const lines = deadWaivers.map(({ waiver, why }) => {
    const { rule, kind, namespace, name, construct, container } = waiver;
    const object = construct ?? objectName({ apiVersion: '', kind: kind ?? '', namespace, name: name ?? '' });
    const inside = container === undefined ? '' : ` container "${container}"`;
    return `  ${paint('yellow', '!')} ${escapeUnprintable(`${rule} of ${object}${inside}: ${why}; remove it`)}`;
  });
  if (waived.length > 0) lines.unshift(`  ${count(waived.length, 'finding')} waived`);
  return lines.length === 0 ? '' : [paint('bold', 'Waivers'), ...lines].join('\n');
}

function unknownSection({ unknown }: Report, paint: Paint): string {
  const counts = new Map<string, number>();
  for (const { object } of unknown) {
    const kind = `${object.apiVersion} ${object.kind}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (counts.size === 0) return '';
  const lines = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, number]) => `${String(number).padStart(6)}  ${escapeUnprintable(kind)}`);
  return [paint('bold', 'Kinds that no rule knows, judged by their metadata only'), ...lines].join('\n');
}

function errorSection(report: Report, { unread }: ReportContext, paint: Paint): string {
  const lines = [
    ...unread.map((each) => `${paint('red', '!')} ${placeText(each)} — ${pointed(each.pointer, each.message)}`),
    ...report.errors.map((error) => errorLine(error, paint)),
  ];
  return lines.length === 0 ? '' : [paint('bold', 'Not judged'), ...lines.map((line) => `  ${line}`)].join('\n');
}

function errorLine(error: JudgeError, paint: Paint): string {
  const location = locationOf(error);
  const { constructPath } = error.origin;
  const parts = [
    location && placeText(location),
    constructPath && escapeUnprintable(constructPath),
    error.object && escapeUnprintable(objectName(error.object)),
  ].filter(Boolean);
  const message = pointed(error.pointer, error.message);
  return `${paint('red', '!')} ${parts.length === 0 ? message : `${parts.join('  ')} — ${message}`}`;
}

function pointed(pointer: string | undefined, message: string): string {
  return escapeUnprintable(pointer ? `${pointer} ${message}` : message);
}

function verdict(report: Report, context: ReportContext, paint: Paint): string {
  const { objects, findings, bySeverity, waived, errors, skipped } = summaryOf(report, context);
  const severities = Object.entries(bySeverity)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => paint(SEVERITY_STYLES[severity as Severity], `${number} ${severity}`));
  const clean = errors > 0 ? 'no findings' : paint('green', 'no findings');
  const facts = [
    findings > 0 ? `${count(findings, 'finding')}: ${severities.join(', ')}` : clean,
    ...(errors > 0 ? [paint('red', `${count(errors, 'error')}, so not everything was judged`)] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(skipped > 0
      ? [
          `skipped: ${count(skipped, 'document')} that ${skipped === 1 ? 'is no' : 'are no'} Kubernetes ${skipped === 1 ? 'object' : 'objects'}`,
        ]
      : []),
    count(objects, 'object'),
    `profile ${report.profile}`,
    `Kubernetes ${report.kubernetesVersion}`,
  ];
  return `${findings > 0 || errors > 0 ? paint('red', '✗') : paint('green', '✓')} ${facts.join(' · ')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
