import type { ObjectRef } from '../../model/object-ref';
import { escapeJson } from '../escape';
import type { Failure } from '../failures';
import { type Location, locationOf } from '../location';
import { type ComparedSide, type Comparison, comparisonSummary, failuresOfSide } from './comparison';

/** Writes a comparison as JSON. `docs/diff.schema.json` is its contract. */
export function differenceJson(comparison: Comparison): string {
  const { difference, failOn, before, now } = comparison;
  const json = {
    version: now.context.version,
    profile: now.report.profile,
    edition: now.report.edition,
    kubernetesVersion: now.report.kubernetesVersion,
    failOn,
    fails: difference.fails,
    old: sideJson(before),
    new: sideJson(now),
    summary: comparisonSummary(comparison),
    objects: difference.objects.map(({ object, change, isThere, fails }) => ({
      object: objectJson(object),
      change,
      isThere: { old: isThere.before, new: isThere.now },
      fails,
    })),
    findings: difference.objects.flatMap(({ findings }) =>
      findings.map(({ change, finding, fingerprint, before: was }) => ({
        change,
        rule: finding.rule,
        severity: finding.severity,
        severityBefore: was ?? null,
        message: finding.message,
        object: objectJson(finding.objectRef),
        pointer: finding.pointer,
        location: locationJson(locationOf(finding)),
        fingerprint,
      })),
    ),
    errors: [
      ...failuresOfSide(before).map((failure) => errorJson('old', failure)),
      ...failuresOfSide(now).map((failure) => errorJson('new', failure)),
    ],
  };
  return `${escapeJson(JSON.stringify(json, null, 2))}\n`;
}

function sideJson({ name, report }: ComparedSide) {
  return { name, objects: report.objectCount, findings: report.findings.length, waived: report.waived.length };
}

function objectJson({ apiVersion, kind, namespaceName, name }: ObjectRef) {
  return { apiVersion, kind, namespace: namespaceName ?? null, name };
}

function locationJson(location: Location | undefined) {
  return location ? { file: location.file, line: location.line ?? null, column: location.column ?? null } : null;
}

function errorJson(side: 'old' | 'new', { message, rule, object, pointer, location }: Failure) {
  return {
    side,
    message,
    rule: rule ?? null,
    object: object ? objectJson(object) : null,
    pointer: pointer ?? null,
    location: locationJson(location),
  };
}
