import { addTo } from '../../json/group-by';
import type { Manifest } from '../../model/manifest';
import type { Finding } from '../finding';
import type { Profile } from '../profile';
import type { EvaluationError } from '../report';
import { findNearest } from '../suggestion';
import { type AnnotationWaiver, annotationWaivers } from './annotation';
import { termsProblem } from './terms';
import { covers, daysUntil, type ExpiringWaiver, type UnusedWaiver, type WaivedFinding, type Waiver } from './waiver';

const NOTICE_DAYS = 14;

/** The findings after waivers are applied, and the state of the waivers. */
export interface Waiving {
  readonly findings: Finding[];
  readonly waived: WaivedFinding[];
  readonly unusedWaivers: UnusedWaiver[];
  readonly expiredWaivers: Waiver[];
  readonly expiringWaivers: ExpiringWaiver[];
  readonly errors: EvaluationError[];
}

/** A waiver in an annotation of an object. */
interface Carried {
  /** Id of the rule, also if the waiver uses an alias. */
  readonly rule: string;
  readonly waiver: Waiver;
}

/** Splits findings into accepted and not accepted ones, by the given waivers and those in annotations. */
export function applyWaivers(
  found: readonly Finding[],
  objects: readonly Manifest[],
  given: readonly Waiver[],
  profile: Profile,
  today: string,
): Waiving {
  const unusedWaivers: UnusedWaiver[] = [];
  const expiredWaivers: Waiver[] = [];
  const errors: EvaluationError[] = [];
  const live = new Map<string, Waiver[]>();
  const free = new Map<string, Waiver[]>();
  const carried = new Map<Manifest | undefined, Carried[]>();
  const add = (waiver: Waiver, carrier?: Manifest) => {
    if (waiver.expires < today) {
      expiredWaivers.push(waiver);
      return;
    }
    const rule = profile.rule(waiver.rule).meta.id;
    addTo(live, rule, waiver);
    if (carrier) addTo(carried, carrier, { rule, waiver });
    else addTo(free, rule, waiver);
  };
  for (const waiver of given) add(waiver);
  for (const manifest of objects) {
    for (const annotation of annotationWaivers(manifest)) {
      const why = refusalOf(annotation, profile);
      const problem = why ? undefined : (annotation.problem ?? termsProblem(annotation.waiver, profile, today));
      if (why) unusedWaivers.push({ waiver: annotation.waiver, why });
      else if (problem === undefined) add(annotation.waiver, manifest);
      else errors.push(errorOf(annotation, problem, manifest));
    }
  }

  const used = new Set<Waiver>();
  const findings: Finding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of found) {
    if (!live.has(finding.rule)) {
      findings.push(finding);
      continue;
    }
    const own = (carried.get(finding.manifest) ?? []).filter(({ rule }) => rule === finding.rule);
    const meant = [...(free.get(finding.rule) ?? []), ...own.map(({ waiver }) => waiver)];
    const matching = meant.filter((waiver) => covers(waiver, finding));
    for (const waiver of matching) used.add(waiver);
    const [first] = matching;
    if (first) waived.push({ finding, waiver: first });
    else findings.push(finding);
  }
  const alive = [...live.values()].flat();
  for (const waiver of alive) if (!used.has(waiver)) unusedWaivers.push({ waiver, why: 'matches no finding' });
  const notice = profile.waiverPolicy.expiryNoticeDays ?? NOTICE_DAYS;
  const expiringWaivers = alive
    .filter((waiver) => used.has(waiver))
    .map((waiver) => ({ waiver, daysLeft: daysUntil(waiver.expires, today) }))
    .filter(({ daysLeft }) => daysLeft <= notice);
  return { findings, waived, unusedWaivers, expiredWaivers, expiringWaivers, errors };
}

/** Why a profile ignores an annotation. */
function refusalOf({ waiver }: AnnotationWaiver, profile: Profile): string | undefined {
  if (profile.waiverPolicy.annotations === false) return `is an annotation, which profile "${profile.name}" forbids`;
  if (profile.hasRule(waiver.rule)) return undefined;
  const near = findNearest(
    waiver.rule,
    profile.rules.map(({ meta }) => meta.id),
  );
  return `is of a rule that profile "${profile.name}" does not have${near ? `; did you mean "${near}"?` : ''}`;
}

function errorOf({ waiver, pointer }: AnnotationWaiver, problem: string, manifest: Manifest): EvaluationError {
  const { objectRef, origin } = manifest;
  return { message: `waiver of "${waiver.rule}" ${problem}`, objectRef, origin, manifest, pointer };
}
