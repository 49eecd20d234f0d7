import type { Finding } from '../finding';
import type { Severity } from '../severity';

/** Why findings of a rule may stand, and how long, wherever they are. */
export interface WaiverTerms {
  /**
   * Id of the rule, or a former one.
   *
   * @default - named in `rules`
   */
  readonly rule?: string;
  /**
   * Ids of several rules, in place of `rule`: one waiver each, with the same target and the same terms.
   *
   * @default - the one of `rule`
   */
  readonly rules?: string[];
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
   * Kind of the object. Upper and lower case are not told apart; a note names the right spelling.
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
   * Namespace of the object, as its manifest writes it. The command line also takes the one that it is applied to. Kinds
   * without namespaces, such as ClusterRole, need none, and one that is given does not count.
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
  /**
   * Where the comment stands that is the waiver, as `file:line`. The reader of the file sets it.
   *
   * @default - the waiver is no comment
   */
  readonly origin?: string;
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
   * Whether a comment beside an object in a file waives findings of the object. Objects that a program makes have none.
   *
   * @default false
   */
  readonly comments?: boolean;
  /**
   * Whether the command line counts the waivers that a synth used and recorded beside its files, in `hardening.waivers`.
   * They hold for objects that are as the synth wrote them. The plugin of `cdk8s synth` counts them unless this is false.
   *
   * @default false
   */
  readonly recorded?: boolean;
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
  /** Why it has no effect, such as `matches no finding`, or `matches nothing: namespace is missing`. */
  readonly why: string;
  /**
   * What to change so that it matches a finding that is not accepted.
   *
   * @default - no finding is near: it can be removed
   */
  readonly advice?: string;
}

/** Pairs an accepted finding with its waiver. */
export interface WaivedFinding {
  /** The finding. */
  readonly finding: Finding;
  /** The waiver that accepts it. */
  readonly waiver: Waiver;
}

/** A waiver of one rule. */
export interface SingleWaiver extends Waiver {
  readonly rule: string;
}

/** Returns one waiver for each rule that the waivers name. Throws where a waiver names its rule twice, or not at all. */
export function perRule(waivers: readonly Waiver[]): SingleWaiver[] {
  return waivers.flatMap((waiver) => {
    const { rules, ...rest } = waiver;
    const problem = rulesProblem(waiver);
    if (problem !== undefined) throw new Error(`waiver for ${targetOf(waiver)} ${problem}`);
    return rules === undefined
      ? (waiver as SingleWaiver)
      : [...new Set(rules)].map((rule): SingleWaiver => ({ ...rest, rule }));
  });
}

/** Returns what is wrong with how a waiver names its rules. */
export function rulesProblem({ rule, rules }: Pick<Waiver, 'rule' | 'rules'>): string | undefined {
  if (rule !== undefined && rules !== undefined) return 'has both rule and rules; give one of them';
  if (rules === undefined) return rule === undefined ? 'names no rule; give rule, or rules' : undefined;
  if (!Array.isArray(rules) || !rules.every((each) => typeof each === 'string'))
    return `has the rules ${JSON.stringify(rules)}; write a list of texts`;
  return rules.length === 0 ? 'has an empty list of rules; name at least one' : undefined;
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
  const advice = 'remove it, or set a new last day';
  const expired = expiredWaivers.map((waiver) => ({ waiver, why: `expired on ${waiver.expires}`, advice }));
  return [...expired, ...unusedWaivers];
}

/** Returns what a waiver names, for people: a construct, or an object. */
export function targetOf({ construct, kind = '', namespaceName, name = '' }: Omit<Waiver, keyof WaiverTerms>): string {
  return construct ?? `${kind} ${namespaceName ? `${namespaceName}/` : ''}${name}`;
}

/** Returns the state of a waiver without effect, and what to do. */
export function idleText({ why, advice = 'remove it' }: UnusedWaiver): string {
  return `${why}; ${advice}`;
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Returns what is wrong with the last day of a waiver. */
export function dayProblem(expires: unknown): string | undefined {
  if (isDay(expires)) return undefined;
  const isForm = typeof expires === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(expires);
  return isForm ? `"${expires}", which is no day of the calendar; correct it` : `"${expires}"; write it as YYYY-MM-DD`;
}
