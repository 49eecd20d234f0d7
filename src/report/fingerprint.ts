import { hash } from 'node:crypto';
import type { Finding } from '../engine/finding';
import { escapeSegment, segmentsOf } from '../json/pointer';
import { groupOf, typeOf } from '../kubernetes/workload-kinds';

/**
 * Returns one fingerprint for each finding, in order. It does not depend on the position: it stays the same when lines
 * move, when list items are reordered or inserted, and when the API version changes. Exact repeats are numbered.
 */
export function fingerprintsOf(findings: readonly Finding[]): string[] {
  return findings.map(fingerprinter());
}

/** The same for findings that are shown one after the other. */
export function fingerprinter(): (finding: Finding) => string {
  return numbered(identityOf);
}

/**
 * The same for a baseline: what gets worse is another finding. Severity, verbs and the value in that place belong to it,
 * so that a role that becomes bound, or an image that becomes another, is found again.
 */
export function baselineFingerprintsOf(findings: readonly Finding[]): string[] {
  return findings.map(numbered(baselineIdentityOf));
}

function numbered(identityOf: (finding: Finding) => string): (finding: Finding) => string {
  /** By the fingerprint of the first, which is shorter than what identifies it. */
  const counts = new Map<string, number>();
  return (finding) => {
    const identity = identityOf(finding);
    const first = hashOf(`${identity} 0`);
    const count = counts.get(first) ?? 0;
    counts.set(first, count + 1);
    return count === 0 ? first : hashOf(`${identity} ${count}`);
  };
}

function hashOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}

function baselineIdentityOf(finding: Finding): string {
  const value = finding.manifest?.value(finding.pointer);
  const isPlain =
    typeof value !== 'object' || (Array.isArray(value) && value.every((each) => typeof each !== 'object'));
  return JSON.stringify([identityOf(finding), finding.severity, finding.verbs ?? [], isPlain ? (value ?? null) : null]);
}

function identityOf(finding: Finding): string {
  const { rule, objectRef, container } = finding;
  const type = typeOf(groupOf(objectRef.apiVersion), objectRef.kind);
  const { namespaceName = '', name } = objectRef;
  return JSON.stringify([rule, type, namespaceName, name, container ?? '', steadyPointer(finding)]);
}

/** Returns the pointer with names of list items instead of indexes; items without a name are not distinguished. */
function steadyPointer(finding: Finding): string {
  let value: any = finding.manifest?.json;
  return segmentsOf(finding.pointer)
    .map((segment) => {
      const inList = Array.isArray(value);
      value = value !== null && typeof value === 'object' && Object.hasOwn(value, segment) ? value[segment] : undefined;
      return `/${inList && segment !== '-' ? itemName(value) : escapeSegment(segment)}`;
    })
    .join('');
}

function itemName(item: any): string {
  const name = item !== null && typeof item === 'object' ? item.name : item;
  return typeof name === 'string' ? `[${escapeSegment(name)}]` : '[]';
}
