import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { ReportContext } from '../context';
import { cleanRules, type Entry, entriesOf, metasOf } from '../entries';
import { escapeUnprintable } from '../escape';
import { failureObject, failuresOf, failureText } from '../failures';
import { fileName, locationOf, placeOf, shownPlace } from '../location';
import { objectName } from '../object-name';
import { daysLeftText, upkeepOf } from './upkeep';

type Outcome = 'passed' | 'failure' | 'skipped' | 'error';

interface Case {
  readonly outcome: Outcome;
  readonly xml: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/**
 * Writes a report as JUnit XML: a suite for each object, with a test for each finding, one for what could not be
 * checked, and one with a test for each rule without findings.
 */
export function reportJunit(report: Report, context: ReportContext): string {
  const metas = metasOf(context);
  const failures = failuresOf(report, context);
  const suites: Suite[] = [
    ...groupByObject(entriesOf(report), ({ finding }) => finding).map((group) => {
      const name = objectName((group[0] as Entry).finding.objectRef);
      return {
        name,
        cases: group.map((entry) => entryCase(entry, name, metas.get(entry.finding.rule)?.references, context)),
      };
    }),
    {
      name: 'not judged',
      cases: failures.map((failure) => {
        const name = failureObject(failure);
        const message = attributes({ message: failureText(failure) });
        return testCase('error', { classname: 'not judged', name }, `<error${message}/>`);
      }),
    },
    {
      name: 'baseline',
      cases: upkeepOf(report).gone.map((line) =>
        testCase('failure', { classname: 'baseline', name: line }, `<failure${attributes({ message: line })}/>`),
      ),
    },
    {
      name: 'rules that found nothing',
      cases: cleanRules(report, context).map(({ id, title }) =>
        testCase('passed', { classname: 'rules that found nothing', name: `${id}: ${title}` }),
      ),
    },
  ].filter(({ cases }) => cases.length > 0);
  const cases = suites.flatMap((suite) => suite.cases);
  const lines = suites.map(
    (suite) =>
      `  <testsuite${attributes({ name: suite.name, ...totals(suite.cases) })}>\n${suite.cases.map(({ xml }) => xml).join('\n')}\n  </testsuite>`,
  );
  const name = `cdk8s-hardened ${report.profileTitle}, Kubernetes ${report.kubernetesVersion}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...totals(cases) })}>`,
    ...lines,
    '</testsuites>\n',
  ].join('\n');
}

function entryCase(
  { finding, state, waiver }: Entry,
  classname: string,
  references: readonly string[] = [],
  context: ReportContext,
): Case {
  const place = placeOf(finding);
  const file = place && fileName(place.file);
  const about = { classname, name: `${finding.rule} ${finding.pointer}`.trim(), file, line: place?.line };
  if (state === 'open') {
    const message = attributes({ message: finding.message, type: finding.severity });
    return testCase('failure', about, `<failure${message}>${text(details(finding, references))}</failure>`);
  }
  const left = waiver && daysLeftText(waiver, context);
  const why = waiver
    ? `waived until ${waiver.expires}${left ? ` (${left})` : ''}: ${waiver.reason}${waiver.ticket ? ` (${waiver.ticket})` : ''}`
    : 'in the baseline';
  return testCase('skipped', about, `<skipped${attributes({ message: why })}/>`);
}

function details(finding: Finding, references: readonly string[]): string {
  const { constructPath, createdAt } = finding.origin;
  const place = locationOf(finding);
  return [
    finding.pointer || '/',
    constructPath,
    createdAt && `created at ${createdAt}`,
    place && shownPlace(place),
    ...references,
  ]
    .filter((line) => line !== undefined && line !== '')
    .map((line) => escapeUnprintable(line as string))
    .join('\n');
}

function testCase(
  outcome: Outcome,
  about: { readonly [name: string]: string | number | undefined },
  inside = '',
): Case {
  const opening = `    <testcase${attributes(about)}`;
  return { outcome, xml: inside === '' ? `${opening}/>` : `${opening}>${inside}</testcase>` };
}

function totals(cases: readonly Case[]) {
  const number = (outcome: Outcome) => cases.filter((each) => each.outcome === outcome).length;
  return { tests: cases.length, failures: number('failure'), errors: number('error'), skipped: number('skipped') };
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
