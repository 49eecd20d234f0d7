import { addTo } from '../../json/group-by';
import { groupOf } from '../../kubernetes/workload-kinds';
import type { Manifest } from '../../model/manifest';
import type { ObjectRef } from '../../model/object-ref';
import { namesOf } from '../../model/placed';
import type { Finding } from '../finding';
import type { Profile } from '../profile';
import type { EvaluationError } from '../report-parts';
import { atLeastAsSevere } from '../severity';
import { findNearest } from '../suggestion';
import { type AnnotationWaiver, annotationWaivers } from './annotation';
import { commentWaivers, standingAt } from './comment';
import { NearMisses } from './near-misses';
import { constructOf, type RecordedWaivers } from './recorded';
import { covers, type IsClusterScoped, isSameKind, WaiverIndex } from './target';
import { termsProblem } from './terms';
import {
  daysUntil,
  type ExpiringWaiver,
  type SingleWaiver,
  type UnusedWaiver,
  type WaivedFinding,
  type Waiver,
} from './waiver';

const NOTICE_DAYS = 14;

/** The findings after waivers are applied, and the state of the waivers. */
export interface Waiving {
  readonly findings: Finding[];
  readonly waived: WaivedFinding[];
  readonly unusedWaivers: UnusedWaiver[];
  readonly expiredWaivers: Waiver[];
  readonly expiringWaivers: ExpiringWaiver[];
  readonly errors: EvaluationError[];
  readonly notes: string[];
}

/** A waiver in an annotation of an object. */
interface Carried {
  /** Id of the rule, also if the waiver uses an alias. */
  readonly rule: string;
  readonly waiver: SingleWaiver;
}

/** What waivers are measured by. */
export interface WaivingTerms {
  readonly profile: Profile;
  /** Day in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
  readonly isClusterScoped: IsClusterScoped;
  readonly recorded: RecordedWaivers;
  /** The findings of other objects with which a finding is accepted. */
  readonly followed: ReadonlyMap<Finding, readonly Finding[]>;
}

/** Splits findings into accepted and not accepted ones, by the given waivers and those in annotations. */
export function applyWaivers(
  found: readonly Finding[],
  objects: readonly Manifest[],
  given: readonly SingleWaiver[],
  { profile, today, isClusterScoped, recorded, followed }: WaivingTerms,
): Waiving {
  const unusedWaivers: UnusedWaiver[] = [];
  const expiredWaivers: Waiver[] = [];
  const errors: EvaluationError[] = [];
  const live = new Map<string, SingleWaiver[]>();
  const free = new WaiverIndex(isClusterScoped);
  const carried = new Map<Manifest | undefined, Carried[]>();
  const fromRecord = new Set([...recorded.byObject.values()].flat());
  const add = (waiver: SingleWaiver, carrier?: Manifest) => {
    if (waiver.expires < today) {
      expiredWaivers.push(waiver);
      return;
    }
    const rule = profile.rule(waiver.rule).meta.id;
    addTo(live, rule, waiver);
    if (carrier) addTo(carried, carrier, { rule, waiver });
    else free.add(rule, waiver);
  };
  for (const waiver of given) add(waiver);
  for (const manifest of objects) {
    for (const annotation of annotationWaivers(manifest)) {
      const why = refusalOf(annotation, manifest, profile);
      const problem = why ? undefined : (annotation.problem ?? termsProblem(annotation.waiver, profile, today));
      if (why) unusedWaivers.push({ waiver: annotation.waiver, why });
      else if (problem === undefined) add(annotation.waiver, manifest);
      else errors.push(errorOf(annotation, problem, manifest));
    }
    for (const waiver of recorded.byObject.get(manifest) ?? []) {
      if (!profile.hasRule(waiver.rule)) continue; // The synth checked other rules too.
      const problem = termsProblem(waiver, profile, today);
      if (problem === undefined) add(waiver, manifest);
      else errors.push(errorOf({ waiver, pointer: '' }, problem, manifest));
    }
    for (const { remark, waivers, problem: unreadable } of commentWaivers(manifest)) {
      const isAccepted = profile.waiverPolicy.comments === true;
      const errorWith = (message: string) =>
        errors.push({
          ...{ message, objectRef: manifest.objectRef, origin: manifest.origin },
          ...{ manifest: standingAt(manifest, remark), pointer: '' },
        });
      if (isAccepted && unreadable !== undefined && waivers.length === 0) errorWith(`comment ${unreadable}`);
      for (const waiver of waivers) {
        const why = isAccepted
          ? strangeRule(waiver.rule, profile)
          : `is a comment, which profile "${profile.name}" does not accept`;
        const problem = why ? undefined : (unreadable ?? termsProblem(waiver, profile, today));
        if (why) unusedWaivers.push({ waiver, why });
        else if (problem === undefined) add(waiver, manifest);
        else errorWith(`waiver of "${waiver.rule}" ${problem}`);
      }
    }
  }

  const { maxSeverity } = profile.waiverPolicy;
  /** The findings that each waiver is about, one for each API group of their objects. */
  const used = new Map<SingleWaiver, Map<string, Finding>>();
  const findings: Finding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of found) {
    const own = (carried.get(finding.manifest) ?? []).filter(({ rule }) => rule === finding.rule);
    const meant = [...free.about(finding), ...own.map(({ waiver }) => waiver)];
    const [first, ...others] = meant.filter((waiver) => covers(waiver, finding, isClusterScoped));
    if (!first) {
      findings.push(finding);
      continue;
    }
    for (const waiver of [first, ...others]) {
      const groups = used.get(waiver) ?? new Map<string, Finding>();
      used.set(waiver, groups.set(groupOf(finding.objectRef.apiVersion), finding));
    }
    if (maxSeverity === undefined || atLeastAsSevere(maxSeverity, finding.severity)) {
      waived.push({ finding, waiver: first });
      continue;
    }
    findings.push(finding);
    const what = `is about a finding of severity ${finding.severity}`;
    errors.push(errorAt(finding, `${what}; profile "${profile.name}" lets ${maxSeverity} be waived at most`));
  }
  const accepted = new Map(waived.map(({ finding, waiver }) => [finding, waiver]));
  const coverOf = (finding: Finding): Waiver | undefined => {
    const isBound = maxSeverity !== undefined && !atLeastAsSevere(maxSeverity, finding.severity);
    const causes = finding.causedBy ?? followed.get(finding);
    if (!causes || isBound || !profile.allowsWaiverOf(finding.rule)) return undefined;
    const [first, ...others] = causes.map((cause) => accepted.get(cause) ?? coverOf(cause));
    return others.every((waiver) => waiver !== undefined) ? first : undefined;
  };
  const open =
    accepted.size === 0
      ? findings
      : findings.filter((finding) => {
          const waiver = coverOf(finding);
          if (waiver) waived.push({ finding, waiver });
          return !waiver;
        });
  for (const [{ construct }, groups] of used) {
    const [finding] = groups.values();
    if (!finding || groups.size < 2 || construct !== undefined) continue;
    const names = [...groups.keys()].map((group) => `"${group}"`).sort();
    errors.push(errorAt(finding, `is about objects of the API groups ${names.join(' and ')}; name one with apiGroup`));
  }
  unusedWaivers.push(...recorded.stale.filter(({ waiver }) => profile.hasRule(`${waiver.rule}`)));
  const alive = [...live.values()].flat();
  const isHandled = (waiver: SingleWaiver) =>
    fromRecord.has(waiver) || (waiver.construct !== undefined && recorded.constructs.has(constructOf(waiver)));
  const misses = new NearMisses(open, objects, isClusterScoped);
  for (const [rule, waivers] of live)
    for (const waiver of waivers)
      if (!used.has(waiver) && !isHandled(waiver)) unusedWaivers.push({ waiver, ...misses.of(rule, waiver) });
  const notice = profile.waiverPolicy.expiryNoticeDays ?? NOTICE_DAYS;
  const expiringWaivers = alive
    .filter((waiver) => used.has(waiver))
    .map((waiver) => ({ waiver, daysLeft: daysUntil(waiver.expires, today) }))
    .filter(({ daysLeft }) => daysLeft <= notice);
  return { findings: open, waived, unusedWaivers, expiredWaivers, expiringWaivers, errors, notes: kindNotes(used) };
}

/** Names the right spelling of kinds that are written in another case. */
function kindNotes(used: ReadonlyMap<SingleWaiver, ReadonlyMap<string, Finding>>): string[] {
  const notes = new Set<string>();
  for (const [{ rule, kind }, groups] of used) {
    if (kind === undefined) continue;
    for (const { objectRef, manifest } of groups.values()) {
      const own: ObjectRef | undefined = namesOf(objectRef, manifest).find((each) => isSameKind(kind, each.kind));
      if (own && own.kind !== kind) notes.add(`waiver of "${rule}" names the kind ${kind}; write ${own.kind}`);
    }
  }
  return [...notes];
}

/** Why a profile ignores an annotation. */
function refusalOf({ waiver }: AnnotationWaiver, { origin }: Manifest, profile: Profile): string | undefined {
  if (origin.isIncluded && !profile.waiverPolicy.includedAnnotations)
    return `is an annotation of an object that Include or Helm reads, which profile "${profile.name}" does not accept`;
  if (profile.waiverPolicy.annotations === false) return `is an annotation, which profile "${profile.name}" forbids`;
  return strangeRule(waiver.rule, profile);
}

/** Why a waiver of a rule that the profile does not have is ignored. */
function strangeRule(rule: string, profile: Profile): string | undefined {
  if (profile.hasRule(rule)) return undefined;
  const near = findNearest(
    rule,
    profile.rules.map(({ meta }) => meta.id),
  );
  return `is of a rule that profile "${profile.name}" does not have${near ? `; did you mean "${near}"?` : ''}`;
}

function errorAt({ rule, objectRef, origin, manifest, pointer }: Finding, problem: string): EvaluationError {
  return { message: `waiver of "${rule}" ${problem}`, objectRef, origin, manifest, pointer };
}

function errorOf({ waiver, pointer }: AnnotationWaiver, problem: string, manifest: Manifest): EvaluationError {
  const { objectRef, origin } = manifest;
  return { message: `waiver of "${waiver.rule}" ${problem}`, objectRef, origin, manifest, pointer };
}
