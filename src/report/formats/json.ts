import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import type { EvaluationError } from '../../engine/report-parts';
import { isDay, type Waiver } from '../../engine/waivers/waiver';
import { compareTexts } from '../../json/text-order';
import type { ObjectRef, Origin } from '../../model/object-ref';
import type { ReportContext, Unread } from '../context';
import { countByRule, entriesOf, withFingerprints } from '../entries';
import { type Location, locationOf } from '../location';
import { JsonItems, jsonPieces } from '../pieces';
import { summaryOf } from '../summary';

/** Writes a report as JSON. `docs/report.schema.json` is its contract. */
export function* reportJson(report: Report, context: ReportContext): Generator<string> {
  const json = {
    version: context.version,
    profile: report.profile,
    edition: report.edition,
    rulesOff: report.rulesOff,
    kubernetesVersion: report.kubernetesVersion,
    summary: summaryOf(report, context),
    byRule: Object.fromEntries([...countByRule(report._each.findings)].sort(([a], [b]) => compareTexts(a, b))),
    findings: new JsonItems(findingsJson(report, context)),
    waivers: {
      unused: report.unusedWaivers.map(({ waiver, why, advice }) => ({ waiver: waiverJson(waiver), why, advice })),
      expired: report.expiredWaivers.map(waiverJson),
      expiring: report.expiringWaivers.map(({ waiver, daysLeft }) => ({ waiver: waiverJson(waiver), daysLeft })),
    },
    baseline: {
      gone: report.goneFromBaseline.map(({ fingerprint, rule, objectName: object, pointer }) => ({
        fingerprint,
        rule,
        object,
        pointer,
      })),
    },
    errors: new JsonItems(errorsJson(report, context)),
    unknown: new JsonItems(unknownJson(report)),
    notes: report.notes,
    upcoming: new JsonItems(upcomingJson(report)),
    leftOut: (context.leftOut ?? []).map(({ file, what, kustomization }) => ({ file, what, kustomization })),
  };
  yield* jsonPieces(json, 2);
  yield '\n';
}

function* findingsJson(report: Report, { rules, fixOf }: ReportContext) {
  const referencesOf = new Map(rules.map(({ meta }) => [meta.id, meta.references]));
  for (const { finding, state, waiver, fingerprint } of withFingerprints(entriesOf(report))) {
    yield {
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      object: objectJson(finding.objectRef),
      pointer: finding.pointer,
      partialPod: finding.ofPartialPod ?? false,
      ...placeJson(finding.origin, locationOf(finding)),
      fingerprint,
      fix: fixJson(finding, fixOf),
      related: (finding.related ?? []).map((each) => relatedJson(each, fixOf)),
      waived: waiver ? waiverJson(waiver) : null,
      baselined: state === 'baselined',
      references: referencesOf.get(finding.rule) ?? [],
    };
  }
}

function relatedJson(finding: Finding, fixOf: ReportContext['fixOf']) {
  const { rule, severity, message, pointer } = finding;
  return {
    rule,
    severity,
    message,
    pointer,
    location: locationJson(locationOf(finding)),
    fix: fixJson(finding, fixOf),
  };
}

function fixJson(finding: Finding, fixOf: ReportContext['fixOf']) {
  return (fixOf?.(finding) ?? finding.fix).map(({ op, path, value }) => ({ op, path, value }));
}

function* errorsJson({ errors }: Report, { unread }: ReportContext) {
  for (const each of unread) yield unreadJson(each);
  for (const error of errors) yield errorJson(error);
}

function* upcomingJson({ upcoming }: Report) {
  for (const { edition, finding, was } of upcoming) {
    const { rule, severity, message, objectRef, pointer, origin } = finding;
    yield {
      ...{ edition, rule, severity, was: was ?? null, message, object: objectJson(objectRef), pointer },
      ...placeJson(origin, locationOf(finding)),
    };
  }
}

function* unknownJson({ unknown }: Report) {
  for (const part of unknown)
    yield {
      object: objectJson(part.objectRef),
      ...placeJson(part.origin, locationOf(part)),
      ...(part.podPointers?.length && { pods: part.podPointers }),
    };
}

function objectJson({ apiVersion, kind, namespaceName, name }: ObjectRef) {
  return { apiVersion, kind, namespace: namespaceName ?? null, name };
}

function placeJson(origin: Origin, location: Location | undefined) {
  return {
    location: locationJson(location),
    constructPath: origin.constructPath ?? null,
    createdAt: origin.createdAt ?? null,
  };
}

function locationJson(location: Location | undefined) {
  if (!location) return null;
  const { file, line, column } = location;
  return { file, line: line ?? null, column: column ?? null };
}

function waiverJson(waiver: Waiver) {
  const { rule, reason, kind, apiGroup, namespaceName, name, construct, container, pointer, verbs, ticket, origin } =
    waiver;
  const expires = isDay(waiver.expires) ? waiver.expires : null; // An annotation that is ignored may say anything.
  const target = { kind, apiGroup, namespace: namespaceName, name, construct, container, pointer, verbs };
  return { rule, reason, expires, ...target, ticket, origin };
}

function unreadJson(unread: Unread) {
  return {
    message: unread.message,
    rule: null,
    object: null,
    pointer: unread.pointer ?? null,
    refusal: false,
    location: locationJson(unread),
    constructPath: null,
    createdAt: null,
  };
}

function errorJson(error: EvaluationError) {
  return {
    message: error.message,
    rule: error.rule ?? null,
    object: error.objectRef ? objectJson(error.objectRef) : null,
    pointer: error.pointer ?? null,
    refusal: error.isRefusal ?? false,
    ...placeJson(error.origin, locationOf(error)),
  };
}
