import type { Report } from '../../engine/report';
import type { RuleMeta } from '../../engine/rule';
import type { ReportContext } from '../context';
import { cleanRules, countByRule } from '../entries';
import { joined } from '../pieces';
import { summaryOf } from '../summary';
import { familyOf, sectionName } from './families';
import { type Html, html, table } from './parts';

interface Tally {
  rules: number;
  clean: number;
  findings: number;
  standing: number;
}

/** Numbers by severity, by family of rules, and by section of the standards. */
export function summaryHtml(report: Report, context: ReportContext): Html {
  const { bySeverity, waived, errors, objects } = summaryOf(report, context);
  const tiles = [
    ...Object.entries(bySeverity).map(([severity, number]) => tile(severity, number, severity)),
    tile('waived', waived),
    ...(report.baselined.length > 0 ? [tile('in the baseline', report.baselined.length)] : []),
    tile('not judged', errors, errors > 0 ? 'critical' : ''),
    tile('objects', objects),
  ];
  const families = tally(report, context, (meta) => [familyOf(meta)]);
  const sections = tally(report, context, ({ standards }) => standards);
  return [
    `<ul class="tiles">${tiles.join('')}</ul>`,
    '<h3>By family of rules</h3>',
    tallyTable('Findings by family of rules', 'family', families),
    '<h3>By source section</h3>',
    tallyTable(
      'Findings by section of the texts that ask for the rules',
      'section',
      new Map([...sections].map(([source, numbers]) => [sectionName(source), numbers])),
    ),
  ].join('\n');
}

function tile(label: string, number: number, severity = ''): Html {
  const style = number > 0 ? severity : '';
  return `<li class="tile ${style}"><span class="number">${number}</span> ${html(label)}</li>`;
}

/** A rule counts for each of its sections, so that the sum over sections is larger than the total. */
function tally(report: Report, context: ReportContext, groupsOf: (meta: RuleMeta) => readonly string[]) {
  const clean = new Set(cleanRules(report, context).map(({ id }) => id));
  const { _each: each } = report;
  const findings = countByRule(each.findings);
  const standing = countByRule([...each.waived.map(({ finding }) => finding), ...each.baselined]);
  const tallies = new Map<string, Tally>();
  for (const { meta } of context.rules) {
    for (const group of new Set(groupsOf(meta))) {
      const numbers = tallies.get(group) ?? { rules: 0, clean: 0, findings: 0, standing: 0 };
      tallies.set(group, numbers);
      numbers.rules += 1;
      numbers.clean += clean.has(meta.id) ? 1 : 0;
      numbers.findings += findings.get(meta.id) ?? 0;
      numbers.standing += standing.get(meta.id) ?? 0;
    }
  }
  return new Map([...tallies].sort(([a], [b]) => orderOf(a, b)));
}

/** The NSA guidance first, then by name, numbers in numeric order: 5.2.9 before 5.2.10. */
function orderOf(a: string, b: string): number {
  const [left, right] = [a, b].map(
    (name) => `${name.startsWith('NSA') ? '' : '~'}${name.replace(/\d+/g, (digits) => digits.padStart(6, '0'))}`,
  );
  return (left as string) < (right as string) ? -1 : 1;
}

function tallyTable(label: string, what: string, tallies: ReadonlyMap<string, Tally>): Html {
  const head = [what, 'rules that found nothing', 'findings', 'waived or in the baseline'];
  const rows = table(label, head, [...tallies], ([name, { rules, clean, findings, standing }]) => [
    html(name),
    `<meter min="0" max="${rules}" value="${clean}" aria-hidden="true"></meter> ${clean} of ${rules}`,
    String(findings),
    String(standing),
  ]);
  return joined(rows);
}
