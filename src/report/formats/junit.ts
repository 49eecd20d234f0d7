import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { RuleMeta } from '../../engine/rule';
import type { ReportContext } from '../context';
import { cleanRules, type Entry, entriesOf, metasOf } from '../entries';
import { escapeUnprintable } from '../escape';
import { failureObject, failuresOf, failureText } from '../failures';
import { fileName, locationOf, placeOf, shownPlace } from '../location';
import { objectName } from '../object-name';
import { relatedLines } from '../related';
import { daysLeftText, upkeepOf } from './upkeep';

type Outcome = 'passed' | 'failure' | 'skipped' | 'error';

/** Tests with the outcome of each, and how each is written. */
interface Suite {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
  readonly write: (index: number) => string;
}

/**
 * Writes a report as JUnit XML: a suite for each object, with a test for each finding, one for what could not be
 * checked, and one with a test for each rule without findings.
 */
export function* reportJunit(report: Report, context: ReportContext): Generator<string> {
  const suites = suitesOf(report, context).filter(({ outcomes }) => outcomes.length > 0);
  const name = `cdk8s-hardened ${report.profileTitle}, Kubernetes ${report.kubernetesVersion}`;
  const all = totals(suites.flatMap(({ outcomes }) => outcomes));
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name, ...all })}>\n`;
  for (const suite of suites) {
    yield `  <testsuite${attributes({ name: suite.name, ...totals(suite.outcomes) })}>\n`;
    for (const index of suite.outcomes.keys()) yield `${suite.write(index)}\n`;
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function suitesOf(report: Report, context: ReportContext): Suite[] {
  const metas = metasOf(context);
  return [
    ...groupByObject([...entriesOf(report)], ({ finding }) => finding).map((group): Suite => {
      const name = objectName((group[0] as Entry).finding.objectRef);
      const outcomes = group.map(({ state }) => (state === 'open' ? 'failure' : 'skipped'));
      return { name, outcomes, write: (index) => entryCase(group[index] as Entry, name, metas, context) };
    }),
    suite('not judged', 'error', failuresOf(report, context), (failure) => {
      const message = attributes({ message: failureText(failure) });
      return testCase({ classname: 'not judged', name: failureObject(failure) }, `<error${message}/>`);
    }),
    suite('baseline', 'failure', upkeepOf(report).gone, (line) =>
      testCase({ classname: 'baseline', name: line }, `<failure${attributes({ message: line })}/>`),
    ),
    suite('rules that found nothing', 'passed', cleanRules(report, context), ({ id, title }) =>
      testCase({ classname: 'rules that found nothing', name: `${id}: ${title}` }),
    ),
  ];
}

function suite<T>(name: string, outcome: Outcome, items: readonly T[], write: (item: T) => string): Suite {
  return { name, outcomes: items.map(() => outcome), write: (index) => write(items[index] as T) };
}

function entryCase(
  { finding, state, waiver }: Entry,
  classname: string,
  metas: ReadonlyMap<string, RuleMeta>,
  context: ReportContext,
): string {
  const place = placeOf(finding);
  const file = place && fileName(place.file);
  const about = { classname, name: `${finding.rule} ${finding.pointer}`.trim(), file, line: place?.line };
  if (state === 'open') {
    const message = attributes({ message: finding.message, type: finding.severity });
    const references = metas.get(finding.rule)?.references ?? [];
    return testCase(about, `<failure${message}>${text(details(finding, references))}</failure>`);
  }
  const left = waiver && daysLeftText(waiver, context);
  const why = waiver
    ? `waived until ${waiver.expires}${left ? ` (${left})` : ''}: ${waiver.reason}${waiver.ticket ? ` (${waiver.ticket})` : ''}`
    : 'in the baseline';
  return testCase(about, `<skipped${attributes({ message: why })}/>`);
}

function details(finding: Finding, references: readonly string[]): string {
  const { constructPath, createdAt } = finding.origin;
  const place = locationOf(finding);
  return [
    finding.pointer || '/',
    constructPath,
    createdAt && `created at ${createdAt}`,
    place && shownPlace(place),
    ...relatedLines(finding),
    ...references,
  ]
    .filter((line) => line !== undefined && line !== '')
    .map((line) => escapeUnprintable(line as string))
    .join('\n');
}

function testCase(about: { readonly [name: string]: string | number | undefined }, inside = ''): string {
  const opening = `    <testcase${attributes(about)}`;
  return inside === '' ? `${opening}/>` : `${opening}>${inside}</testcase>`;
}

function totals(outcomes: readonly Outcome[]) {
  const number = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  return { tests: outcomes.length, failures: number('failure'), errors: number('error'), skipped: number('skipped') };
}

function attributes(values: { readonly [name: string]: string | number | undefined }): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${text(escapeUnprintable(String(value)))}"`)
    .join('');
}

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes printable text for XML. */
function text(printable: string): string {
  return printable.replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
}
