import { groupOf } from '../../kubernetes/workload-kinds';
import type { Origin } from '../../model/object-ref';
import { namesOf } from '../../model/placed';
import type { Finding } from '../finding';
import type { Severity } from '../severity';

/** Why findings of a rule may stand, and how long, wherever they are. */
export interface WaiverTerms {
  /** Id of the rule, or a former one. */
  readonly rule: string;
  /** Why the finding is accepted; at least ten characters. */
  readonly reason: string;
  /** Last day on which the waiver applies, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
  /**
   * Name of the container.
   *
   * @default - findings of all containers, and of the object itself
   */
  readonly container?: string;
  /**
   * JSON Pointer of the field, from the root of the object.
   *
   * @default - findings of all fields
   */
  readonly pointer?: string;
  /**
   * Verbs of a role. A finding about any other verb is not waived.
   *
   * @default - findings about all verbs
   */
  readonly verbs?: string[];
  /**
   * Ticket that tracks the removal of the waiver.
   *
   * @default - none
   */
  readonly ticket?: string;
}

/**
 * Lets findings of one rule on one object stand, for a reason, until a day. All names match whole: there are no prefixes
 * and no patterns.
 *
 * Name the object by `kind` and `name` (and `namespaceName` where it has one), or by the construct that makes it. Where
 * the construct is at hand, `Waivers.of(construct)` needs no path.
 */
export interface Waiver extends WaiverTerms {
  /**
   * Kind of the object.
   *
   * @default - named by `construct`
   */
  readonly kind?: string;
  /**
   * API group of the kind, such as `serving.knative.dev`; empty for the core group. Needed where objects of two groups have
   * the kind and the name in common.
   *
   * @default - the group of the one object that has the kind and the name
   */
  readonly apiGroup?: string;
  /**
   * Namespace of the object, as its manifest writes it. The command line also takes the one that it is applied to.
   *
   * @default - the manifest writes none
   */
  readonly namespaceName?: string;
  /**
   * Name of the object.
   *
   * @default - named by `construct`
   */
  readonly name?: string;
  /**
   * Path of the construct; it stands for the objects that this very construct makes, not for those below it.
   *
   * @default - named by `kind` and `name`
   */
  readonly construct?: string;
}

/** The terms that every waiver of a profile must meet. */
export interface WaiverPolicy {
  /**
   * Whether an object can waive its own findings by annotation.
   *
   * @default true
   */
  readonly annotations?: boolean;
  /**
   * Whether an object that `Include` or `Helm` reads may do so too: its author is not the author of the app.
   *
   * @default false
   */
  readonly includedAnnotations?: boolean;
  /**
   * The worst severity of a finding that may be waived.
   *
   * @default - any
   */
  readonly maxSeverity?: Severity;
  /**
   * Regular expression that must match the whole ticket; a waiver without a ticket is then refused. Groups cannot be
   * repeated, so that the match is fast for every ticket.
   *
   * @default - any ticket, or none
   */
  readonly ticketPattern?: string;
  /**
   * Maximum number of days between today and the last day of a waiver.
   *
   * @default - unlimited
   */
  readonly maxLifetimeDays?: number;
  /**
   * Number of days before its last day from which a waiver is reported as expiring.
   *
   * @default 14
   */
  readonly expiryNoticeDays?: number;
}

/** Describes a waiver that expires soon. */
export interface ExpiringWaiver {
  /** The waiver. */
  readonly waiver: Waiver;
  /** Days until the last day, which has the number 0. */
  readonly daysLeft: number;
}

/** Describes a waiver that matches no finding and has not expired. */
export interface UnusedWaiver {
  /** The waiver. */
  readonly waiver: Waiver;
  /** Why it has no effect, such as `matches no finding`. */
  readonly why: string;
}

/** Pairs an accepted finding with its waiver. */
export interface WaivedFinding {
  /** The finding. */
  readonly finding: Finding;
  /** The waiver that accepts it. */
  readonly waiver: Waiver;
}

/** Days from one day to another; negative if the first is later. */
export function daysUntil(day: string, today: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
}

/** Returns the waivers of a report without effect, unused or expired, each with the reason. */
export function idleWaivers({
  unusedWaivers,
  expiredWaivers,
}: {
  readonly unusedWaivers: readonly UnusedWaiver[];
  readonly expiredWaivers: readonly Waiver[];
}): UnusedWaiver[] {
  return [...expiredWaivers.map((waiver) => ({ waiver, why: `expired on ${waiver.expires}` })), ...unusedWaivers];
}

/** Whether a waiver matches a finding of its rule. */
export function covers(waiver: Waiver, finding: Finding): boolean {
  if (waiver.container !== undefined && waiver.container !== finding.container) return false;
  if (waiver.pointer !== undefined && waiver.pointer !== finding.pointer) return false;
  if (waiver.verbs !== undefined && !(finding.verbs?.every((verb) => waiver.verbs?.includes(verb)) ?? false))
    return false;
  if (waiver.construct !== undefined) return makersOf(finding.origin).includes(waiver.construct);
  const { objectRef, manifest } = finding;
  if (waiver.apiGroup !== undefined && waiver.apiGroup !== groupOf(objectRef.apiVersion)) return false;
  return namesOf(objectRef, manifest).some(
    ({ kind, name, namespaceName }) =>
      waiver.kind === kind && waiver.name === name && (waiver.namespaceName ?? '') === (namespaceName ?? ''),
  );
}

/** Returns what a waiver names: a construct, or an object. */
export function targetOf({
  construct,
  kind = '',
  namespaceName = '',
  name = '',
}: Pick<Waiver, 'construct' | 'kind' | 'namespaceName' | 'name'>): string {
  return construct ?? `${kind} ${namespaceName}/${name}`;
}

/** Returns all targets by which a waiver can name the object of a finding. */
export function targetsOf({ objectRef, manifest, origin }: Finding): string[] {
  return [...namesOf(objectRef, manifest).map(targetOf), ...makersOf(origin)];
}

/**
 * The paths of the constructs that make an object: the path of the object, and that of its parent if the object is its
 * default child, which cdk8s names `Resource` or `Default`.
 */
function makersOf({ constructPath }: Origin): string[] {
  if (constructPath === undefined) return [];
  const parent = /^(.*)\/(?:Resource|Default)$/s.exec(constructPath)?.[1];
  return parent === undefined ? [constructPath] : [constructPath, parent];
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
