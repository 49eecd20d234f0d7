import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import { groupBy } from '../../json/group-by';
import type { ReportContext } from '../context';
import { metasOf } from '../entries';
import { count, objectName } from '../object-name';
import { countBySeverity, sortWorstFirst, summaryOf } from '../summary';
import { bar, legend, ring, type Slice } from './charts';
import { coverageHtml } from './coverage';
import { type Html, html } from './parts';

const MOST_RANKED = 10;

/** A line of a ranking. */
interface Ranked {
  readonly name: Html;
  readonly findings: readonly Finding[];
}

/** What a reader wants first: severities, progress, the riskiest objects and rules, and what the standards ask for. */
export function* summaryHtml(report: Report, context: ReportContext): Generator<Html> {
  const { bySeverity, findings, errors, objects } = summaryOf(report, context);
  const severities = slicesOf(bySeverity);
  const numbers = [
    { label: 'objects judged', number: objects, look: 'info' },
    { label: 'not judged', number: errors, look: 'critical' },
  ];
  yield '<div class="cards">';
  yield `<div class="card"><h3>Severity</h3><div class="ringed">${ring(severities, findings === 1 ? 'finding' : 'findings', errors > 0 ? 'none' : 'good')}${legend(severities)}</div></div>\n`;
  yield `<div class="card"><h3>Progress</h3>${progressHtml(report)}${legend(numbers)}</div>\n`;
  yield `<div class="card"><h3>The riskiest objects</h3>${ranking(riskiestObjects(report))}</div>\n`;
  yield `<div class="card"><h3>The rules with the most risk</h3>${ranking(riskiestRules(report, context))}</div>`;
  yield '</div>\n<h3>Coverage of the standards</h3>\n';
  yield* coverageHtml(report, context);
}

/** The anchors of the ranked objects, each by its worst finding. */
export function anchorsOf(report: Report): ReadonlyMap<Finding, string> {
  return new Map(objectsByRisk(report).map(([first], index) => [first as Finding, `object-${index + 1}`]));
}

function riskiestObjects(report: Report): Ranked[] {
  return objectsByRisk(report).map((findings, index) => ({
    name: `<a href="#object-${index + 1}"><code>${html(objectName((findings[0] as Finding).objectRef))}</code></a>`,
    findings,
  }));
}

/** The findings of the riskiest objects, the worst first. */
function objectsByRisk({ findings }: Report): Finding[][] {
  return sortWorstFirst(
    groupByObject(findings, (finding) => finding),
    (group) => group,
  )
    .slice(0, MOST_RANKED)
    .map((group) => sortWorstFirst(group, (finding) => [finding]));
}

function riskiestRules({ findings }: Report, context: ReportContext): Ranked[] {
  const metas = metasOf(context);
  return sortWorstFirst([...groupBy(findings, ({ rule }) => rule)], ([, group]) => group)
    .slice(0, MOST_RANKED)
    .map(([rule, group]) => ({
      name: `<code>${html(rule)}</code> <span class="title">${html(metas.get(rule)?.title ?? '')}</span>`,
      findings: group,
    }));
}

function ranking(lines: readonly Ranked[]): Html {
  if (lines.length === 0) return '<p>Nothing was found.</p>';
  const most = Math.max(...lines.map(({ findings }) => findings.length));
  const items = lines.map(({ name, findings }) => {
    const slices = slicesOf(countBySeverity(findings)).filter(({ number }) => number > 0);
    const numbers = slices.map(({ label, number }) => `${number} ${label}`).join(', ');
    return `<li><span class="name">${name}</span>${bar(slices, most)}<span class="numbers">${numbers}</span></li>`;
  });
  return `<ol class="ranking">${items.join('\n')}</ol>`;
}

/** What is open, may stand, and was fixed since the baseline was written. */
function progressHtml({ findings, waived, baselined, goneFromBaseline }: Report): Html {
  const slices = [
    { label: 'open', number: findings.length, look: 'high' },
    { label: 'waived', number: waived.length, look: 'info' },
    { label: 'in the baseline', number: baselined.length, look: 'medium' },
    { label: 'gone from the baseline', number: goneFromBaseline.length, look: 'good' },
  ];
  const before = baselined.length + goneFromBaseline.length;
  const text =
    before === 0
      ? 'There is no baseline to compare with.'
      : `${goneFromBaseline.length} of ${count(before, 'finding')} of the baseline ${goneFromBaseline.length === 1 ? 'is' : 'are'} gone.`;
  const most = slices.reduce((sum, { number }) => sum + number, 0);
  return `${bar(slices, most)}${legend(slices)}<p>${text}</p>`;
}

function slicesOf(bySeverity: ReturnType<typeof countBySeverity>): Slice[] {
  return Object.entries(bySeverity).map(([severity, number]) => ({ label: severity, number, look: severity }));
}
