import type { Finding } from '../finding';
import type { Severity } from '../severity';

/** Why findings of a rule may stand, and how long, wherever they are. */
export interface WaiverTerms {
  /** Id of the rule, or a former one. */
  readonly rule: string;
  /** Why it may stand; at least ten characters. */
  readonly reason: string;
  /** Last day on which it holds, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
  /**
   * Name of the container.
   *
   * @default - the finding is waived whatever container it is about
   */
  readonly container?: string;
  /**
   * JSON Pointer of the field, from the object's root.
   *
   * @default - the finding is waived whatever field it is about
   */
  readonly pointer?: string;
  /**
   * Verbs of a role. A finding that is about any other verb stays.
   *
   * @default - the finding is waived whatever verbs it is about
   */
  readonly verbs?: string[];
  /**
   * Where the work to get rid of it is tracked.
   *
   * @default - nowhere
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
   * Namespace of the object, as its manifest writes it.
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
   * Whether an object may waive its own findings by annotation.
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
   * Regular expression that the whole ticket must match; a waiver without a ticket is then refused. Groups may not be
   * repeated, so that no ticket can keep it busy.
   *
   * @default - any ticket, or none
   */
  readonly ticketPattern?: string;
  /**
   * The furthest that a last day may lie ahead, in days.
   *
   * @default - any day
   */
  readonly maxLifetimeDays?: number;
  /**
   * How long before its last day a waiver is told of, in days.
   *
   * @default 14
   */
  readonly expiryNoticeDays?: number;
}

/** A waiver that will soon do nothing. */
export interface ExpiringWaiver {
  /** The waiver. */
  readonly waiver: Waiver;
  /** Days until its last day, which is day 0. */
  readonly daysLeft: number;
}

/** A waiver that waives nothing and has not expired. */
export interface UnusedWaiver {
  /** The waiver. */
  readonly waiver: Waiver;
  /** Why it waives nothing, such as `matches no finding`. */
  readonly why: string;
}

/** A finding that is allowed to stand. */
export interface WaivedFinding {
  /** The finding. */
  readonly finding: Finding;
  /** The waiver that lets it stand. */
  readonly waiver: Waiver;
}

/** Days from one day to another; negative where it is over. */
export function daysUntil(day: string, today: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
}

/** The waivers of a report that waive nothing, unused or expired, each with the reason. */
export function idleWaivers({
  unusedWaivers,
  expiredWaivers,
}: {
  readonly unusedWaivers: readonly UnusedWaiver[];
  readonly expiredWaivers: readonly Waiver[];
}): UnusedWaiver[] {
  return [...expiredWaivers.map((waiver) => ({ waiver, why: `expired on ${waiver.expires}` })), ...unusedWaivers];
}

/** Whether a waiver is about a finding of its rule. */
export function covers(waiver: Waiver, finding: Finding): boolean {
  if (waiver.container !== undefined && waiver.container !== finding.container) return false;
  if (waiver.pointer !== undefined && waiver.pointer !== finding.pointer) return false;
  if (waiver.verbs && !(finding.verbs?.every((verb) => waiver.verbs?.includes(verb)) ?? false)) return false;
  if (waiver.construct !== undefined) return madeBy(waiver.construct, finding.origin.constructPath);
  const { apiVersion, kind, name, namespaceName } = finding.objectRef;
  if (waiver.apiGroup !== undefined && waiver.apiGroup !== groupOf(apiVersion)) return false;
  return waiver.kind === kind && waiver.name === name && (waiver.namespaceName ?? '') === (namespaceName ?? '');
}

/** The API group of a version; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** A construct makes itself and its default child, which cdk8s calls `Resource` or `Default`. */
function madeBy(construct: string, path: string | undefined): boolean {
  return path === construct || path === `${construct}/Resource` || path === `${construct}/Default`;
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
