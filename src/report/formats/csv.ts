import type { Report } from '../../engine/report';
import { idleText, idleWaivers } from '../../engine/waivers/waiver';
import type { ObjectRef, Origin } from '../../model/object-ref';
import type { ReportContext } from '../context';
import { entriesOf, type FingerprintedEntry, metasOf, withFingerprints } from '../entries';
import { escapeUnprintable } from '../escape';
import { failuresOf } from '../failures';
import { fileName, type Location, locationOf } from '../location';

const COLUMNS = [
  'state',
  'severity',
  'rule',
  'message',
  'apiVersion',
  'kind',
  'namespace',
  'name',
  'container',
  'pointer',
  'file',
  'line',
  'column',
  'construct',
  'createdAt',
  'waivedUntil',
  'waivedBecause',
  'ticket',
  'fingerprint',
  'standards',
  'title',
  'related',
] as const;

type Row = { readonly [column in (typeof COLUMNS)[number]]?: string | number };

/**
 * Writes a report as a table: a row for each finding, accepted or not, each error, each rule that is off, each waiver without
 * effect, and each obsolete baseline entry.
 */
export function* reportCsv(report: Report, context: ReportContext): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (const row of rowsOf(report, context)) yield `${COLUMNS.map((column) => cell(row[column])).join(',')}\r\n`;
}

function* rowsOf(report: Report, context: ReportContext): Generator<Row> {
  const metas = metasOf(context);
  for (const entry of withFingerprints(entriesOf(report))) {
    const meta = metas.get(entry.finding.rule);
    yield { ...entryRow(entry), standards: meta?.standards.join('; '), title: meta?.title };
  }
  for (const { message, pointer, rule, object, origin, location } of failuresOf(report, context))
    yield { state: 'error', rule, message, pointer, ...objectCells(object), ...placeCells(origin, location) };
  for (const rule of report.rulesOff) yield { state: 'rule off', rule, message: 'was not asked' };
  for (const idle of idleWaivers(report)) {
    const { rule, kind, namespaceName, name, container, construct, expires, reason, ticket } = idle.waiver;
    const about = { rule, kind, namespace: namespaceName, name, container, construct };
    yield {
      state: 'unused waiver',
      message: idle.advice === undefined ? idle.why : idleText(idle),
      ...about,
      waivedUntil: expires,
      waivedBecause: reason,
      ticket,
    };
  }
  for (const { rule, objectName, pointer, fingerprint } of report.goneFromBaseline)
    yield { state: 'gone from baseline', rule, message: `${objectName}: is no longer there`, pointer, fingerprint };
}

function entryRow({ finding, state, waiver, fingerprint }: FingerprintedEntry): Row {
  const { severity, rule, message, objectRef, container, pointer, origin } = finding;
  return {
    state,
    severity,
    rule,
    message,
    related: finding.related?.map((each) => each.rule).join('; '),
    ...objectCells(objectRef),
    container,
    pointer,
    ...placeCells(origin, locationOf(finding)),
    waivedUntil: waiver?.expires,
    waivedBecause: waiver?.reason,
    ticket: waiver?.ticket,
    fingerprint,
  };
}

function objectCells(object?: ObjectRef): Row {
  const { apiVersion, kind, namespaceName, name } = object ?? {};
  return { apiVersion, kind, namespace: namespaceName, name };
}

function placeCells({ constructPath, createdAt }: Origin, location?: Location): Row {
  const { file, line, column } = location ?? {};
  return { file: file && fileName(file), line, column, construct: constructPath, createdAt };
}

/**
 * Writes a cell as in RFC 4180. A value that a spreadsheet would evaluate is prefixed by an apostrophe; a value with a
 * separator of another locale is quoted.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
/** Writes a value as a cell; a spreadsheet does not take it for a formula. */
export function cell(value: string | number | undefined): string {
  if (typeof value !== 'string') return String(value ?? '');
  const text = escapeUnprintable(value);
  const tame = /^'*\s*[=+\-@|%＝＋－＠]/.test(text) ? `'${text}` : text;
  return /^[\w ./:-]*$/.test(tame) ? tame : `"${tame.replaceAll('"', '""')}"`;
}
