import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import { groupBy } from '../../json/group-by';
import type { ReportContext } from '../context';
import { placeOf, shownPlace } from '../location';
import { count, objectName } from '../object-name';
import { relatedLines } from '../related';
import { summaryOf } from '../summary';
import { badge, code, type Html, html, path } from './parts';
import { anchorsOf } from './summary';

const NO_NAMESPACE = '(none)';

/** Open findings by severity and object, with their filter. Without scripts there is no filter, and all are shown. */
export function* findingsHtml(report: Report, context: ReportContext): Generator<Html> {
  const { findings } = report;
  if (findings.length === 0) {
    yield '<p>Nothing was found.</p>';
    return;
  }
  yield filterForm(report, context);
  const anchors = anchorsOf(report);
  const bySeverity = groupBy(findings, ({ severity }) => severity);
  for (const [severity] of Object.entries(summaryOf(report, context).bySeverity)) {
    const own = bySeverity.get(severity as Finding['severity']);
    if (!own) continue;
    const objects = groupByObject(own, (finding) => finding);
    const title = `${count(own.length, 'finding')} in ${count(objects.length, 'object')}`;
    yield `\n<details class="level" open><summary><h3>${badge(severity as Finding['severity'])} ${title}</h3></summary>\n`;
    for (const group of objects) yield objectHtml(group, anchors);
    yield '</details>';
  }
}

function objectHtml(findings: readonly Finding[], anchors: ReadonlyMap<Finding, string>): Html {
  const { objectRef, origin } = findings[0] as Finding;
  const made = [origin.constructPath, origin.createdAt && `created at ${origin.createdAt}`].filter(Boolean).join(' ');
  const anchor = findings.map((finding) => anchors.get(finding)).find((id) => id !== undefined);
  const id = anchor === undefined ? '' : ` id="${anchor}"`;
  const heading = `<h4>${code(objectName(objectRef))} <span class="made">${html(made)}</span></h4>`;
  return `<article${id} data-n="${html(objectRef.namespaceName ?? NO_NAMESPACE)}">${heading}<ul>\n${findings.map(item).join('\n')}</ul></article>\n`;
}

function item(finding: Finding): Html {
  const { severity, rule, message, pointer } = finding;
  const place = placeOf(finding);
  const where = [place && shownPlace(place), pointer || '/'].filter(Boolean);
  const text = [message, ...relatedLines(finding)].map(html).join('<br>');
  const rules = rulesOf(finding).map(html).join(' ');
  return `<li data-s="${severity}" data-r="${rules}"><div>${badge(severity)} ${code(rule)}</div><div>${text}</div><div class="where">${where.map((each) => path(each as string)).join('<br>')}</div></li>`;
}

/** The rule of a finding, and those of what follows from it. */
function rulesOf({ rule, related = [] }: Finding): string[] {
  return [rule, ...related.map((each) => each.rule)];
}

function filterForm(report: Report, context: ReportContext): Html {
  const severities = Object.entries(summaryOf(report, context).bySeverity)
    .filter(([, number]) => number > 0)
    .map(
      ([severity, number]) =>
        `<label><input type="checkbox" name="severity" value="${severity}" checked> ${severity} (${number})</label>`,
    );
  return `<form id="filter" hidden role="search" aria-label="Filter of the findings">
<fieldset><legend>Severity</legend>${severities.join(' ')}</fieldset>
${select('rule', 'Rule', report.findings.flatMap(rulesOf))}
${select(
  'namespace',
  'Namespace',
  report.findings.map(({ objectRef }) => objectRef.namespaceName ?? NO_NAMESPACE),
)}
<label>Search <input type="search" name="text" placeholder="name, field, file, words" autocomplete="off"></label>
<button type="reset">Show all</button>
<output name="shown" aria-live="polite"></output>
</form>`;
}

function select(name: string, label: string, values: readonly string[]): Html {
  const options = [...new Set(values)].sort().map((value) => `<option value="${html(value)}">${html(value)}</option>`);
  return `<label>${label} <select name="${name}"><option value="">all</option>${options.join('')}</select></label>`;
}
