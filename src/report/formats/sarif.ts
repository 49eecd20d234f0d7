import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { RuleMeta } from '../../engine/rule';
import type { Severity } from '../../engine/severity';
import type { Waiver } from '../../engine/waivers/waiver';
import type { ObjectRef, Origin } from '../../model/object-ref';
import type { ReportContext } from '../context';
import { eachEntryOf, entriesOf, type FingerprintedEntry, withFingerprints } from '../entries';
import { type Failure, failuresOf, failureText, unknownKinds } from '../failures';
import { fileName, type Location, placeOf } from '../location';
import { count, objectName } from '../object-name';
import { JsonItems, jsonPieces } from '../pieces';
import { upcomingLines } from '../upcoming';
import { sarifReplacer } from './sarif-fixes';
import { LEVELS, sarifRule } from './sarif-rule';
import { upkeepOf } from './upkeep';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://github.com/cdk8s-hardened/cdk8s-hardened';

/**
 * Writes a report as SARIF 2.1.0, for code scanning.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function* reportSarif(report: Report, context: ReportContext): Generator<string> {
  const metas = context.rules.map(({ meta }) => meta);
  const indexOf = new Map(metas.map(({ id }, index) => [id, index]));
  const failures = failuresOf(report, context);
  const run = {
    tool: {
      driver: {
        name: 'cdk8s-hardened',
        version: context.version,
        semanticVersion: context.version,
        informationUri: HOME,
        rules: rulesOf(metas, report),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The folder that the command ran in.' } } },
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        toolExecutionNotifications: [
          ...failures.map((failure) => failureJson(failure, indexOf)),
          ...unknownKinds(report).map(([kind, number]) =>
            notification('note', `no rule knows ${kind}; its metadata was judged (${count(number, 'object')})`),
          ),
        ],
        toolConfigurationNotifications: upkeepJson(report),
      },
    ],
    properties: {
      profile: report.profile,
      edition: report.edition,
      rulesOff: report.rulesOff,
      kubernetesVersion: report.kubernetesVersion,
      objects: report.objectCount,
    },
    results: new JsonItems(resultsOf(report, context, indexOf)),
  };
  yield* jsonPieces({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
  yield '\n';
}

function rulesOf(metas: readonly RuleMeta[], report: Report) {
  const found = new Map<string, Set<Severity>>();
  for (const { finding } of eachEntryOf(report)) {
    const severities = found.get(finding.rule);
    if (severities) severities.add(finding.severity);
    else found.set(finding.rule, new Set([finding.severity]));
  }
  return metas.map((meta) => sarifRule(meta, found.get(meta.id)));
}

function* resultsOf(report: Report, context: ReportContext, indexOf: ReadonlyMap<string, number>) {
  const replacementsOf = sarifReplacer(context);
  for (const entry of withFingerprints(entriesOf(report)))
    yield resultJson(entry, indexOf.get(entry.finding.rule), replacementsOf(entry.finding));
}

function resultJson(
  { finding, state, waiver, fingerprint }: FingerprintedEntry,
  ruleIndex: number | undefined,
  replacements: object[] | undefined,
) {
  const { rule, severity, message, objectRef, pointer, container, origin } = finding;
  const place = placeOf(finding);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: plain(`${objectName(objectRef)}: ${message}`) },
    locations: [locationJson(place, objectRef, origin, pointer)],
    relatedLocations: finding.related?.map(relatedJson),
    // The only fingerprint that GitHub uses. Without it, GitHub computes one from a line that it may not have.
    partialFingerprints: { 'cdk8sHardened/v1': fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
    suppressions: state === 'open' ? [] : [suppressionJson(waiver)],
    fixes: replacements &&
      place && [
        {
          description: { text: plain(message) },
          artifactChanges: [{ artifactLocation: artifactJson(place.file), replacements }],
        },
      ],
    properties: { severity, pointer, container },
  };
}

function relatedJson(finding: Finding, index: number) {
  const { rule, severity, message, objectRef, origin, pointer } = finding;
  const text = plain(`${rule} (${severity}): ${message}`);
  return { id: index + 1, message: { text }, ...locationJson(placeOf(finding), objectRef, origin, pointer) };
}

function suppressionJson(waiver: Waiver | undefined) {
  if (!waiver) return { kind: 'external', status: 'accepted', justification: 'in the baseline' };
  const { reason, expires, ticket, origin } = waiver;
  const [, file, line] = /^(.*):(\d+)$/s.exec(origin ?? '') ?? [];
  const region = { startLine: Number(line) };
  return {
    kind: file === undefined ? 'external' : 'inSource',
    status: 'accepted',
    justification: reason,
    location: file === undefined ? undefined : { physicalLocation: { artifactLocation: artifactJson(file), region } },
    properties: { expires, ticket, origin },
  };
}

function failureJson(failure: Failure, indexOf: ReadonlyMap<string, number>) {
  const { object, origin, location, rule, pointer } = failure;
  const hasPlace = location !== undefined || object !== undefined || origin.constructPath !== undefined;
  return {
    ...notification('error', `${object ? `${objectName(object)}: ` : ''}${failureText(failure)}`),
    locations: hasPlace ? [locationJson(location, object, origin, pointer)] : undefined,
    associatedRule: rule === undefined ? undefined : { id: rule, index: indexOf.get(rule) },
  };
}

function upkeepJson(report: Report) {
  const { idle, expiring, gone } = upkeepOf(report);
  return [
    ...gone.map((text) => notification('error', text)),
    ...idle.map((text) => notification('warning', text)),
    ...[...expiring, ...report.notes, ...upcomingLines(report)].map((text) => notification('note', text)),
  ];
}

function notification(level: string, text: string) {
  return { level, message: { text: plain(text) } };
}

function locationJson(place: Location | undefined, object: ObjectRef | undefined, origin: Origin, pointer = '') {
  const { line: startLine, column: startColumn } = place ?? {};
  const region = startLine === undefined ? undefined : { startLine, startColumn };
  return {
    physicalLocation: place && { artifactLocation: artifactJson(place.file), region },
    logicalLocations: logicalJson(object, origin, pointer),
  };
}

function logicalJson(object: ObjectRef | undefined, { constructPath }: Origin, pointer: string) {
  const places = [
    ...(object ? [{ name: object.name, fullyQualifiedName: objectName(object), kind: 'resource' }] : []),
    ...(object && pointer !== '' ? [{ fullyQualifiedName: `${objectName(object)}#${pointer}`, kind: 'property' }] : []),
    ...(constructPath === undefined ? [] : [{ fullyQualifiedName: constructPath, kind: 'object' }]),
  ];
  return places.length === 0 ? undefined : places;
}

/** Relative to the folder that the command ran in, except for absolute paths. */
function artifactJson(file: string) {
  const path = fileName(file).replace(/^(?:\.\/)+/, '');
  const uri = /^[\w./-]*$/.test(path) ? path : encoded(path);
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: 'SRCROOT' };
}

function encoded(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** A message without placeholders and links, for all names of objects. */
function plain(text: string): string {
  if (!/[{}[]/.test(text)) return text;
  return text
    .replaceAll('{', '{{')
    .replaceAll('}', '}}')
    .replace(/\[(?=[^\]]*\]\()/g, '\\[');
}
