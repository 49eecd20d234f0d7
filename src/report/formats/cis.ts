import { CIS_CHECKS, type CisCheck, type CisSubject, cisSection } from '../../analysis/cluster/cis-benchmark';
import { cisSubjectsIn } from '../../analysis/cluster/cis-subjects';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { ReportContext } from '../context';
import { metasOf } from '../entries';
import { failureName, failuresOf, failureText } from '../failures';
import { fileName } from '../location';
import { count, objectName } from '../object-name';
import { verdict } from '../verdict';
import { code, prose, row } from './markdown-sections';

const MOST_OBJECTS = 20;

/** What is known about a check. */
type Status = 'fail' | 'manual' | 'not decided' | 'pass' | 'waived';

/** The objects of findings about one check. */
interface Objects {
  readonly names: Set<string>;
  /** How many more there are than names. */
  more: number;
}

/** Findings by check: those that are open, and those that are accepted. */
interface Found {
  readonly open: Map<string, Objects>;
  readonly accepted: Map<string, Objects>;
}

/** Writes a report as a table by the numbers of the CIS benchmark 1.12, for auditors. */
export function* reportCis(report: Report, context: ReportContext): Generator<string> {
  const found = findingsByCheck(report, context);
  const subjects = report._objects ? cisSubjectsIn(report._objects) : new Set<CisSubject>();
  const asked = new Set(context.rules.flatMap(({ meta }) => meta.standards));
  const crashed = new Set(failuresOf(report, context).flatMap(({ rule }) => rule ?? []));
  const doubtful = new Set(
    context.rules.filter(({ meta }) => crashed.has(meta.id)).flatMap(({ meta }) => meta.standards),
  );
  const rows = CIS_CHECKS.map((check) => {
    const [status, why] = statusOf(check, found, subjects, asked, doubtful);
    return { ...check, status, why };
  });
  const counts = [...new Set(rows.map(({ status }) => status))].sort();
  const total = counts.map((status) => `${status} ${rows.filter((each) => each.status === status).length}`);
  yield `# CIS Kubernetes Benchmark 1.12\n\n${prose(verdict(report, context))}\n\n${total.join(', ')} of ${CIS_CHECKS.length}\n`;
  yield* notJudged(report, context);
  yield `\n${row(['number', 'title', 'status', 'objects, or why'])}${row(['---', '---', '---', '---'])}`;
  for (const { number, title, status, why } of rows) yield row([number, title, status, why]);
}

function* notJudged(report: Report, context: ReportContext): Generator<string> {
  const failures = failuresOf(report, context);
  if (failures.length > 0) yield '\nNot judged:\n\n';
  for (const failure of failures) yield `- ${code(failureName(failure))} ${prose(failureText(failure))}\n`;
}

function findingsByCheck(report: Report, context: ReportContext): Found {
  const metas = metasOf(context);
  const { findings, waived, baselined } = report._each;
  const byCheck = (some: readonly Finding[]) => {
    const objects = new Map<string, Objects>();
    for (const finding of some)
      for (const section of finding.standards ?? metas.get(finding.rule)?.standards ?? [])
        add(objects, section, finding);
    return objects;
  };
  return { open: byCheck(findings), accepted: byCheck([...waived.map(({ finding }) => finding), ...baselined]) };
}

function add(objects: Map<string, Objects>, section: string, { objectRef, origin }: Finding): void {
  const found = objects.get(section) ?? { names: new Set(), more: 0 };
  objects.set(section, found);
  const { file } = origin;
  const name = `${objectName(objectRef)}${file === undefined || file === objectRef.name ? '' : ` in ${fileName(file)}`}`;
  if (found.names.size < MOST_OBJECTS) found.names.add(name);
  else if (!found.names.has(name)) found.more += 1;
}

/** The status of a check, and the objects or the reason as Markdown. */
function statusOf(
  check: CisCheck,
  { open, accepted }: Found,
  subjects: ReadonlySet<CisSubject>,
  asked: ReadonlySet<string>,
  doubtful: ReadonlySet<string>,
): [Status, string] {
  const section = cisSection(check);
  const failed = open.get(section);
  if (failed) return ['fail', objectsText(failed)];
  if (doubtful.has(section)) return ['not decided', 'a rule about it crashed'];
  const waived = accepted.get(section);
  if (waived) return ['waived', objectsText(waived)];
  if (check.subjects.includes('people')) return ['manual', 'no file shows it'];
  if (!asked.has(section)) return ['not decided', 'no rule that was asked is about it'];
  if (check.subjects.some((subject) => subjects.has(subject))) return ['pass', ''];
  if (check.subjects.some((subject) => subject.startsWith('files of ')))
    return ['not decided', 'no given file for systemd-tmpfiles sets it'];
  return ['not decided', `nothing about ${check.subjects.join(' or ')} was given`];
}

function objectsText({ names, more }: Objects): string {
  const shown = [...names].map(code).join(', ');
  return more === 0 ? shown : `${shown} and ${count(more, 'finding')} more`;
}
