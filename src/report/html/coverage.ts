import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { RuleMeta } from '../../engine/rule';
import { type Severity, worstOf } from '../../engine/severity';
import { addTo, groupBy } from '../../json/group-by';
import type { ReportContext } from '../context';
import { cleanRules } from '../entries';
import { count } from '../object-name';
import { bar } from './charts';
import { familyOf, sectionName } from './families';
import { code, type Html, html, table } from './parts';

/** The rules of one section of a standard, and what they found. */
interface Section {
  readonly name: string;
  readonly rules: readonly RuleMeta[];
  readonly clean: number;
  readonly findings: number;
  /** Waived or in the baseline. */
  readonly standing: number;
  /** The worst of its open findings. */
  readonly worst?: Severity;
}

/** For each standard a line with a cell for each section; it opens to the sections and their rules. */
export function* coverageHtml(report: Report, context: ReportContext): Generator<Html> {
  const findings = groupBy(report._each.findings, ({ rule }) => rule);
  const standing = groupBy(
    [...report._each.waived.map(({ finding }) => finding), ...report._each.baselined],
    ({ rule }) => rule,
  );
  const clean = new Set(cleanRules(report, context).map(({ id }) => id));
  const sectionsOf = (namesOf: (meta: RuleMeta) => readonly string[]) => {
    const rules = new Map<string, RuleMeta[]>();
    for (const { meta } of context.rules) for (const name of new Set(namesOf(meta))) addTo(rules, name, meta);
    return [...rules]
      .sort(([a], [b]) => compareNames(a, b))
      .map(([name, metas]) => sectionOf(name, metas, { findings, standing, clean }));
  };
  const chapters = sectionsOf((meta) => [familyOf(meta)]);
  yield standardHtml('Chapters of the NSA/CISA guidance', chapters, true);
  const byStandard = groupBy(
    sectionsOf(({ standards }) => standards),
    ({ name }) => standardOf(name),
  );
  for (const [standard, sections] of byStandard) yield standardHtml(standard, sections, false);
}

function sectionOf(
  name: string,
  rules: readonly RuleMeta[],
  found: {
    readonly findings: ReadonlyMap<string, readonly Finding[]>;
    readonly standing: ReadonlyMap<string, readonly Finding[]>;
    readonly clean: ReadonlySet<string>;
  },
): Section {
  const open = rules.flatMap(({ id }) => found.findings.get(id) ?? []);
  const worst = worstOf(open.map(({ severity }) => severity));
  return {
    name,
    rules,
    clean: rules.filter(({ id }) => found.clean.has(id)).length,
    findings: open.length,
    standing: rules.flatMap(({ id }) => found.standing.get(id) ?? []).length,
    worst,
  };
}

function standardHtml(standard: string, sections: readonly Section[], isOpen: boolean): Html {
  const cells = sections.map(({ worst, clean, rules }, index) => {
    const look = worst ?? (clean === rules.length ? 'good' : 'info');
    return `<rect class="${look}" x="${index * 12}" width="10" height="10" rx="2"></rect>`;
  });
  const passed = sections.filter(({ clean, rules }) => clean === rules.length).length;
  const text = `${passed} of ${count(sections.length, 'section')} without a finding`;
  const width = sections.length * 12 - 2;
  const matrix = `<svg class="cells" viewBox="0 0 ${width} 10" width="${width}" height="10" aria-hidden="true">${cells.join('')}</svg>`;
  const rows = table(
    `${standard}: sections`,
    ['section', 'rules that found nothing', 'findings', 'waived or in the baseline'],
    sections,
    (section) => [
      sectionHtml(section),
      `${bar([{ label: 'rules found nothing', number: section.clean, look: 'good' }], section.rules.length)} ${section.clean} of ${section.rules.length}`,
      `<span class="worst ${section.worst ?? 'info'}">${section.findings}</span>`,
      String(section.standing),
    ],
  );
  return `<details class="standard"${isOpen ? ' open' : ''}><summary><b>${html(standard)}</b> ${matrix} <span class="quiet-text">${text}</span></summary>${[...rows].join('')}</details>\n`;
}

/** A section opens to its rules. One without a known title has that of its first rule. */
function sectionHtml({ name, rules }: Section): Html {
  const items = rules.map(({ id, title }) => `<li>${code(id)} ${html(title)}</li>`);
  return `<details><summary>${html(titleOf(name, rules))}</summary><ul>${items.join('')}</ul></details>`;
}

function titleOf(name: string, rules: readonly RuleMeta[]): string {
  const title = sectionName(name);
  const isChapter = rules.every((meta) => familyOf(meta) === name);
  if (title !== name || isChapter) return title;
  const more = rules.length > 1 ? `, and ${count(rules.length - 1, 'more rule')}` : '';
  return `${name}: ${rules[0]?.title}${more}`;
}

/** The standard that a section belongs to: `CIS 1.12` of `CIS 1.12 5.2.6`, `NSA/CISA` of `NSA/CISA P1`. */
function standardOf(section: string): string {
  const words = section.split(' ');
  return words.length < 3 ? (words[0] as string) : words.slice(0, -1).join(' ');
}

/** The NSA guidance first, then by name, numbers in numeric order: 5.2.9 before 5.2.10. */
function compareNames(a: string, b: string): number {
  const [left, right] = [a, b].map(
    (name) => `${name.startsWith('NSA') ? '' : '~'}${name.replace(/\d+/g, (digits) => digits.padStart(6, '0'))}`,
  );
  return (left as string) < (right as string) ? -1 : 1;
}
