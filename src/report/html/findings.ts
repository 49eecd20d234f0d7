import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { ReportContext } from '../context';
import { placeOf, shownPlace } from '../location';
import { objectName } from '../object-name';
import { relatedLines } from '../related';
import { summaryOf } from '../summary';
import { badge, cellsHtml, code, type Html, html, path, TABLE_END, tableStart } from './parts';

const NO_NAMESPACE = '(none)';

/** Open findings by object, with their filter. Without scripts there is no filter, and all findings are shown. */
export function* findingsHtml(report: Report, context: ReportContext): Generator<Html> {
  const { findings } = report;
  if (findings.length === 0) {
    yield '<p>Nothing was found.</p>';
    return;
  }
  const head = ['severity', 'rule', 'what is there; what must be', 'where'];
  yield `${filterForm(report, context)}\n${tableStart('Findings by object', head, 'findings')}`;
  let before = '';
  for (const group of groupByObject(findings, (finding) => finding)) {
    const { objectRef, origin } = group[0] as Finding;
    const made = [origin.constructPath, origin.createdAt && `created at ${origin.createdAt}`].filter(Boolean).join(' ');
    const heading = `<tr><th colspan="4" scope="rowgroup">${code(objectName(objectRef))} ${html(made)}</th></tr>`;
    yield `${before}<tbody data-n="${html(objectRef.namespaceName ?? NO_NAMESPACE)}">${heading}\n${group.map(row).join('\n')}</tbody>`;
    before = '\n';
  }
  yield TABLE_END;
}

function row(finding: Finding): Html {
  const { severity, rule, message, pointer } = finding;
  const place = placeOf(finding);
  const where = [place && shownPlace(place), pointer || '/'].filter(Boolean);
  const cells = [
    badge(severity),
    code(rule),
    [message, ...relatedLines(finding)].map(html).join('<br>'),
    where.map((each) => path(each as string)).join('<br>'),
  ];
  const rules = rulesOf(finding).map(html).join(' ');
  const data = `data-s="${severity}" data-r="${rules}"`;
  return `<tr ${data}>${cellsHtml(cells)}</tr>`;
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
