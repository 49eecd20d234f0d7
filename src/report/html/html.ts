import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { RuleMeta } from '../../engine/rule';
import { accessSection } from '../access/picture/section';
import { ACCESS_STYLE } from '../access/picture/style';
import type { ReportContext } from '../context';
import { cleanRules, eachEntryOf } from '../entries';
import { failureName, failuresOf, failureText } from '../failures';
import { daysLeftText, upkeepOf } from '../formats/upkeep';
import { fileName, shownPlace } from '../location';
import { NETWORK_SCRIPT } from '../network/picture/script';
import { networkSection } from '../network/picture/section';
import { NETWORK_STYLE } from '../network/picture/style';
import { count, objectName } from '../object-name';
import type { Pieces } from '../pieces';
import { summaryOf } from '../summary';
import { upcomingLines, upcomingTitle } from '../upcoming';
import { verdict } from '../verdict';
import { findingsHtml } from './findings';
import { pageHtml } from './page';
import { badge, code, type Html, type HtmlSection, html, path, sourcesHtml, table } from './parts';
import { SCRIPT } from './script';
import { STYLE } from './style';
import { summaryHtml } from './summary';

/** Writes a report as one self-contained page: it needs no server, no network, and no script to be read. */
export function reportHtml(report: Report, context: ReportContext): Pieces {
  const graph = context.network?.();
  const access = context.access?.();
  const { findings, errors } = summaryOf(report, context);
  const state = findings + errors + report.goneFromBaseline.length > 0 ? 'refused' : 'passed';
  const made = [`cdk8s-hardened ${context.version}`, ...(context.today === undefined ? [] : [context.today])];
  return pageHtml({
    title: `cdk8s-hardened: ${count(findings, 'finding')}`,
    heading: 'Hardening report',
    lead: `<p class="verdict ${state}">${html(verdict(report, context))}</p>\n<p>${html(made.join(' · '))}</p>`,
    sections: [
      ...sectionsOf(report, context),
      ...(graph ? [networkSection(graph)] : []),
      ...(access ? [accessSection(access)] : []),
    ],
    style: [STYLE, graph ? NETWORK_STYLE : '', access ? ACCESS_STYLE : ''].join(''),
    script: graph ? SCRIPT + NETWORK_SCRIPT : SCRIPT,
  });
}

/** Returns the sections of the page, in order. Empty sections are omitted, except those that auditors require. */
function sectionsOf(report: Report, context: ReportContext): HtmlSection[] {
  const failures = failuresOf(report, context);
  const clean = cleanRules(report, context);
  const broken = brokenRules(report, context);
  const { waived, baselined, unknown, findings, upcoming } = report;
  const { idle, expiring, gone } = upkeepOf(report);
  const sections: (HtmlSection | false)[] = [
    { id: 'summary', title: 'Summary', body: summaryHtml(report, context) },
    failures.length > 0 && {
      id: 'errors',
      title: 'Not judged',
      number: failures.length,
      body: table('What was not judged', ['what', 'where', 'why'], failures, (failure) => {
        const { location } = failure;
        const place = location ? path(shownPlace(location)) : '';
        return [code(failureName(failure)), place, html(failureText(failure))];
      }),
    },
    { id: 'open', title: 'Findings', number: findings.length, body: findingsHtml(report, context) },
    waived.length + idle.length + expiring.length > 0 && {
      id: 'waivers',
      title: 'Waivers',
      number: waived.length,
      body: waiversHtml(report, context, idle, expiring),
    },
    upcoming.length > 0 && {
      id: 'upcoming',
      title: upcomingTitle(report),
      number: upcoming.length,
      body: [list(upcomingLines(report))],
    },
    report.notes.length > 0 && { id: 'notes', title: 'Notes', number: report.notes.length, body: [list(report.notes)] },
    baselined.length + gone.length > 0 && {
      id: 'baseline',
      title: 'Baseline',
      number: baselined.length,
      body: baselineHtml(gone, baselined),
    },
    broken.length > 0 && {
      id: 'broken',
      title: 'Rules that found something',
      number: broken.length,
      body: rulesTable('Rules that found something', broken),
    },
    {
      id: 'clean',
      title: 'Compliant: rules that found nothing',
      number: clean.length,
      body: [
        failures.length > 0
          ? `<p class="warning">${count(failures.length, 'part')} of the input could not be judged. The rules below found nothing in the rest.</p>`
          : '',
        ...rulesTable('Rules that found nothing', clean),
      ],
    },
    unknown.length > 0 && {
      id: 'unknown',
      title: 'Objects of kinds that no rule knows',
      number: unknown.length,
      body: table(
        'Objects of which only the metadata was judged',
        ['API version', 'object', 'from'],
        unknown,
        ({ objectRef, origin }) => {
          const from = origin.file === undefined ? (origin.constructPath ?? '') : fileName(origin.file);
          return [code(objectRef.apiVersion), code(objectName(objectRef)), code(from)];
        },
      ),
    },
  ];
  return sections.filter((section) => section !== false);
}

function brokenRules(report: Report, { rules }: ReportContext): RuleMeta[] {
  const ids = new Set([...eachEntryOf(report)].map(({ finding }) => finding.rule));
  return rules.map(({ meta }) => meta).filter(({ id }) => ids.has(id));
}

function rulesTable(label: string, rules: readonly RuleMeta[]): Iterable<Html> {
  return table(label, ['rule', 'claim', 'severity', 'required by'], rules, (meta) => [
    code(meta.id),
    html(meta.title),
    badge(meta.severity),
    sourcesHtml(meta),
  ]);
}

function* baselineHtml(gone: readonly string[], baselined: readonly Finding[]): Generator<Html> {
  yield list(gone);
  const head = ['severity', 'rule', 'object', 'what is there; what must be'];
  yield* table('Findings that were there before', head, baselined, ({ severity, rule, objectRef, message }) => [
    badge(severity),
    code(rule),
    code(objectName(objectRef)),
    html(message),
  ]);
}

function* waiversHtml(
  { waived }: Report,
  context: ReportContext,
  idle: readonly string[],
  expiring: readonly string[],
): Generator<Html> {
  yield list([...idle, ...expiring]);
  if (waived.length === 0) return;
  const head = ['severity', 'rule', 'object', 'finding', 'because', 'until'];
  yield* table('Findings that may stand', head, waived, ({ finding, waiver }) => {
    const { expires, reason, ticket } = waiver;
    const until = [expires, daysLeftText(waiver, context)]
      .map((part) => `<span class="day">${html(part)}</span>`)
      .join('<br>');
    const because = ticket === undefined ? html(reason) : `${html(reason)}<br>${code(ticket)}`;
    const what = `${html(finding.message)}<br>${path(finding.pointer || '/')}`;
    return [badge(finding.severity), code(finding.rule), code(objectName(finding.objectRef)), what, because, until];
  });
}

function list(lines: readonly string[]): Html {
  return lines.length === 0 ? '' : `<ul class="warning">${lines.map((line) => `<li>${html(line)}</li>`).join('')}</ul>`;
}
