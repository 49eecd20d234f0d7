import type { Finding } from './finding';
import type { Profile } from './profile';

/**
 * Lets a finding stand, for a reason, until a day. All names match whole: there are no prefixes and no patterns.
 *
 * Name the object by `kind` and `name` (and `namespace` where it has one), or the construct that makes it.
 */
export interface Waiver {
  /** Id of the rule, or a former one. */
  readonly rule: string;
  /** Why it may stand; at least ten characters. */
  readonly reason: string;
  /** Last day on which it holds, in UTC, as `YYYY-MM-DD`. */
  readonly lastDay: string;
  /**
   * Kind of the object.
   *
   * @default - named by `construct`
   */
  readonly kind?: string;
  /**
   * Namespace of the object, as its manifest writes it.
   *
   * @default - the manifest writes none
   */
  readonly namespace?: string;
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
  /**
   * Name of the container.
   *
   * @default - the finding is waived whatever container it is about
   */
  readonly container?: string;
  /**
   * Where the work to get rid of it is tracked.
   *
   * @default - nowhere
   */
  readonly ticket?: string;
}

/** A waiver that does nothing. */
export interface DeadWaiver {
  /** The waiver. */
  readonly waiver: Waiver;
  /** Why it does nothing: it has expired, or nothing is left that it waives. */
  readonly why: string;
}

/** A finding that is allowed to stand. */
export interface WaivedFinding {
  /** The finding. */
  readonly finding: Finding;
  /** The waiver that lets it stand. */
  readonly waiver: Waiver;
}

/** Throws where a waiver is not one: no such rule, no target, no reason, no date, or a rule that cannot be waived. */
export function checkWaiver(waiver: Waiver, profile: Profile): void {
  const rule = profile.ruleCalled(waiver.rule).meta.id;
  const wrong = (what: string) => new Error(`waiver of "${waiver.rule}" ${what}`);
  if (!profile.allowsWaiverOf(rule))
    throw wrong(`is refused; profile "${profile.name}" does not let this rule be waived`);
  if (typeof waiver.reason !== 'string' || waiver.reason.trim().length < 10) {
    throw wrong('gives no reason; say in ten characters or more why it may stand');
  }
  if (!isDay(waiver.lastDay)) throw wrong(`has the last day "${waiver.lastDay}"; write it as YYYY-MM-DD`);
  if (waiver.construct === undefined && !(waiver.kind && waiver.name)) {
    throw wrong('names no object; give kind and name, or construct');
  }
  if (waiver.construct !== undefined && (waiver.kind || waiver.name || waiver.namespace)) {
    throw wrong('names an object twice; give kind and name, or construct');
  }
}

/** Whether a waiver is about a finding. The rule's id must have been resolved. */
export function covers(waiver: Waiver, ruleId: string, finding: Finding): boolean {
  if (ruleId !== finding.rule) return false;
  if (waiver.container !== undefined && waiver.container !== finding.container) return false;
  if (waiver.construct !== undefined) return madeBy(waiver.construct, finding.origin.constructPath);
  const { kind, name, namespace } = finding.object;
  return waiver.kind === kind && waiver.name === name && (waiver.namespace ?? '') === (namespace ?? '');
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
