import type { Report } from '../../engine/report';
import { Severity } from '../../engine/severity';
import type { ReportContext } from '../context';
import { type Failure, failuresOf } from '../failures';
import { count } from '../object-name';
import { type Paint, PLAIN } from '../paint';
import { sortWorstFirst } from '../summary';
import { type ChangedFinding, type ChangedObject, type Difference, isWorse, type ObjectChange } from './difference';

/** Two checked sides and their difference: the input of comparison reports. */
export interface Comparison {
  readonly difference: Difference;
  /** The lowest severity by which a weaker object fails. */
  readonly failOn: Severity;
  readonly before: ComparedSide;
  readonly now: ComparedSide;
}

/** One side, with its context for reports. */
export interface ComparedSide {
  /** Name as the user wrote it. */
  readonly name: string;
  readonly report: Report;
  readonly context: ReportContext;
}

/** A comparison in numbers. `appeared` counts all new objects, including weaker ones. */
export interface ComparisonSummary {
  readonly weaker: number;
  readonly stronger: number;
  readonly appeared: number;
  readonly vanished: number;
  readonly new: number;
  readonly gone: number;
  readonly unchanged: number;
  readonly waived: number;
  readonly errors: number;
}

/** Counts the objects of a comparison. */
export function comparisonSummary({ difference: { objects }, before, now }: Comparison): ComparisonSummary {
  const findings = objects.flatMap((object) => object.findings);
  const changed = (change: ObjectChange) => objects.filter((object) => object.change === change).length;
  const became = (change: ChangedFinding['change']) => findings.filter((each) => each.change === change).length;
  return {
    weaker: changed('weaker'),
    stronger: changed('stronger'),
    appeared: objects.filter(({ isThere }) => !isThere.before).length,
    vanished: changed('vanished'),
    new: became('new'),
    gone: became('gone'),
    unchanged: became('unchanged'),
    waived: became('waived'),
    errors: [before, now].flatMap(failuresOfSide).length,
  };
}

/** Returns what could not be checked on a side. */
export function failuresOfSide({ report, context }: ComparedSide): Failure[] {
  return failuresOf(report, context);
}

/** Returns the objects to show, grouped by change, the worst first, without unchanged ones. */
export function shownObjects({ difference }: Comparison): [heading: string, objects: ChangedObject[]][] {
  const of = (change: ObjectChange) => difference.objects.filter((object) => object.change === change);
  const waived = difference.objects.filter(
    ({ change, findings }) => change === 'unchanged' && findings.some((each) => each.change === 'waived'),
  );
  const groups: [string, ChangedObject[]][] = [
    ['Weaker', sortWorstFirst(of('weaker'), ({ findings }) => findings.filter(isWorse).map(({ finding }) => finding))],
    ['Newly waived', waived],
    ['Appeared', of('appeared')],
    ['Stronger', of('stronger')],
    ['Vanished', of('vanished')],
  ];
  return groups.filter(([, objects]) => objects.length > 0);
}

/** Returns the findings of an object to show: worse, newly waived, and better ones. */
export function shownFindings({ findings }: ChangedObject): ChangedFinding[] {
  const rank = (each: ChangedFinding) => (isWorse(each) ? 0 : each.change === 'waived' ? 1 : 2);
  return findings.filter(isShown).sort((a, b) => rank(a) - rank(b));
}

/** Whether there is anything to show: an object, a finding or an error. */
export function isChanged(comparison: Comparison): boolean {
  return shownObjects(comparison).length > 0 || comparisonSummary(comparison).errors > 0;
}

function isShown({ change, before, finding }: ChangedFinding): boolean {
  return change !== 'unchanged' || before !== finding.severity;
}

/** Returns the severity of a finding, and its former severity if it changed. */
export function severityText({ before, finding: { severity }, change }: ChangedFinding): string {
  return change === 'unchanged' && before !== severity ? `${severity}, was ${before}` : severity;
}

/** Summarizes a comparison in one line. */
export function comparisonVerdict(comparison: Comparison, paint: Paint = PLAIN): string {
  const summary = comparisonSummary(comparison);
  const { failOn, difference, now } = comparison;
  const weaker = count(summary.weaker, 'weaker object');
  const isBad = difference.fails || summary.errors > 0;
  const below = summary.weaker > 0 && !difference.fails ? `, by nothing that is ${failOn} or worse` : '';
  const objects = (['stronger', 'appeared', 'vanished'] as const).filter((name) => summary[name] > 0);
  const facts = [
    summary.weaker > 0 ? `${paint(difference.fails ? 'red' : 'yellow', weaker)}${below}` : 'nothing is weaker',
    ...(summary.errors > 0 ? [paint('red', count(summary.errors, 'error'))] : []),
    ...objects.map((name) => `${summary[name]} ${name}`),
    `findings: ${summary.new} new, ${summary.gone} gone, ${summary.unchanged} unchanged`,
    ...(summary.waived > 0 ? [`${summary.waived} newly waived`] : []),
    ...(failOn === Severity.INFO ? [] : [`fails on ${failOn}`]),
    `profile ${now.report.profileTitle}`,
    `Kubernetes ${now.report.kubernetesVersion}`,
  ];
  return `${isBad ? paint('red', '✗') : paint('green', '✓')} ${facts.join(' · ')}`;
}
