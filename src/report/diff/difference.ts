import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import { atLeastAsSevere, type Severity } from '../../engine/severity';
import { groupBy } from '../../json/group-by';
import { groupOf, typeOf } from '../../kubernetes/workload-kinds';
import type { ObjectRef } from '../../model/object-ref';
import { eachEntryOf, entriesOf, withFingerprints } from '../entries';

/** One of the two compared sides: its findings, and all objects, also those without findings. */
export interface Side {
  readonly report: Report;
  readonly objects: readonly ObjectRef[];
}

/**
 * The change of a finding. `waived` is a finding that is accepted only by a waiver of the new side; it does not make an
 * object weaker or stronger.
 */
export type FindingChange = 'new' | 'gone' | 'unchanged' | 'waived';

/** One finding on both sides. */
export interface ChangedFinding {
  readonly change: FindingChange;
  /** The finding of the new side; that of the old side if it is gone. */
  readonly finding: Finding;
  readonly fingerprint: string;
  /** Former severity; undefined for a new finding. */
  readonly before?: Severity;
  /** Severity of the finding that is gone and that this one is a milder form of. */
  readonly milderThan?: Severity;
}

/** Rules about one field, where a finding of one is milder than those of others: a namespace that enforces "baseline" enforced less. */
const MILDER_FORMS: { readonly [rule: string]: readonly string[] } = {
  'pss-enforce-not-restricted': ['pss-enforce-missing', 'pss-enforce-privileged'],
};

/** The change of an object. A new object with findings is weaker. */
export type ObjectChange = 'weaker' | 'stronger' | 'appeared' | 'vanished' | 'unchanged';

/** One object on both sides. */
export interface ChangedObject {
  readonly object: ObjectRef;
  readonly change: ObjectChange;
  readonly isThere: { readonly before: boolean; readonly now: boolean };
  readonly findings: readonly ChangedFinding[];
  /** Whether a finding at the threshold or above makes it weaker. */
  readonly fails: boolean;
}

/** The changes of all objects: those of the new side in their order, then those that vanished. */
export interface Difference {
  readonly objects: readonly ChangedObject[];
  /** Whether a finding at the threshold or above makes an object weaker. */
  readonly fails: boolean;
}

/** Compares the findings of two sides, which were checked by the same rules. */
export function differenceOf(before: Side, now: Side, failOn: Severity): Difference {
  const changes = groupBy(changesOf(before.report, now.report), ({ finding }) => keyOf(finding.objectRef));
  const there = { before: objectsOf(before), now: objectsOf(now) };
  const all = new Map([...there.now, ...there.before]);
  const objects = [...all].map(([key, old]): ChangedObject => {
    const findings = changes.get(key) ?? [];
    const isThere = { before: there.before.has(key), now: there.now.has(key) };
    const fails = findings.some((each) => isWorse(each) && atLeastAsSevere(each.finding.severity, failOn));
    const object = there.now.get(key) ?? old;
    return { object, change: objectChange(isThere, findings), isThere, findings, fails };
  });
  return { objects, fails: objects.some(({ fails }) => fails) };
}

/** Whether a finding makes the new side worse: it is new, or more severe than before. */
export function isWorse({ change, before, milderThan, finding }: ChangedFinding): boolean {
  if (change === 'unchanged') return before !== undefined && !atLeastAsSevere(before, finding.severity);
  return change === 'new' && (milderThan === undefined || !atLeastAsSevere(milderThan, finding.severity));
}

function isBetter({ change, before, finding }: ChangedFinding): boolean {
  if (change === 'unchanged') return before !== undefined && !atLeastAsSevere(finding.severity, before);
  return change === 'gone';
}

/** An object that fixed one finding and has a new one is weaker: the new one needs attention. */
function objectChange({ before, now }: ChangedObject['isThere'], findings: readonly ChangedFinding[]): ObjectChange {
  if (!now) return 'vanished';
  if (findings.some(isWorse)) return 'weaker';
  if (!before) return 'appeared';
  return findings.some(isBetter) ? 'stronger' : 'unchanged';
}

function changesOf(before: Report, now: Report): ChangedFinding[] {
  const old = new Map([...withFingerprints(eachEntryOf(before))].map((entry) => [entry.fingerprint, entry]));
  const fresh = [...withFingerprints(eachEntryOf(now))];
  const still = new Set(fresh.map(({ fingerprint }) => fingerprint));
  const isOpen = (state: string | undefined) => state !== undefined && state !== 'waived';
  const changes: ChangedFinding[] = [];
  for (const { finding, fingerprint, state } of fresh) {
    const was = old.get(fingerprint);
    const change = !isOpen(state) ? 'waived' : isOpen(was?.state) ? 'unchanged' : 'new';
    // Waived on both sides: no change.
    if (change === 'waived' && was?.state === 'waived') continue;
    changes.push({ change, finding, fingerprint, before: was?.finding.severity });
  }
  for (const { finding, fingerprint, state } of old.values())
    if (isOpen(state) && !still.has(fingerprint))
      changes.push({ change: 'gone', finding, fingerprint, before: finding.severity });
  const gone = changes.filter(({ change }) => change === 'gone');
  return changes.map((each) => (each.change === 'new' ? { ...each, ...milderForm(each, gone) } : each));
}

function milderForm({ finding: { rule, objectRef, pointer } }: ChangedFinding, gone: readonly ChangedFinding[]) {
  const forms = MILDER_FORMS[rule] ?? [];
  if (forms.length === 0) return {};
  const isForm = ({ finding }: ChangedFinding) =>
    forms.includes(finding.rule) && finding.pointer === pointer && keyOf(finding.objectRef) === keyOf(objectRef);
  return { milderThan: gone.find(isForm)?.finding.severity };
}

/** Returns all objects of a side, and those that only its findings name. */
function objectsOf({ report, objects }: Side): Map<string, ObjectRef> {
  const named = [...entriesOf(report)].map(({ finding }) => finding.objectRef);
  return new Map([...objects, ...named].map((object) => [keyOf(object), object]));
}

/** Without the API version: an object in a newer version is the same object. */
function keyOf({ apiVersion, kind, namespaceName, name }: ObjectRef): string {
  return JSON.stringify([typeOf(groupOf(apiVersion), kind), namespaceName ?? '', name]);
}
