import { atLeast } from '../kubernetes/kubernetes-version';
import type { ManifestSet } from '../model/manifest-set';
import type { Equivalents } from './equivalents';
import type { Finding } from './finding';
import type { RuleOption } from './rule-option';
import type { Severity } from './severity';

/**
 * Levels of the Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityLevel {
  /** Restricts nothing; for the namespaces of node agents. No rule has a control of this level. */
  PRIVILEGED = 'privileged',
  /** Prevents known privilege escalations. */
  BASELINE = 'baseline',
  /** Follows current Pod hardening best practices. */
  RESTRICTED = 'restricted',
}

/**
 * Identifies the control of the Pod Security Standards that a rule implements.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export interface PodSecurityControl {
  /** Id of the check in the upstream admission library. */
  readonly check: string;
  /** The level that has the control. */
  readonly level: PodSecurityLevel;
  /**
   * First Kubernetes version in which the level has the control.
   *
   * @default '1.0'
   */
  readonly since?: string;
  /**
   * First Kubernetes version in which `restricted` has a stricter control instead.
   *
   * @default - none, `restricted` has this one too
   */
  readonly replacedInRestrictedSince?: string;
}

/** Describes a rule. */
export interface RuleMeta {
  /** Id, in kebab case; the name of its folder. */
  readonly id: string;
  /**
   * Subject of the rule, such as `rbac` or `images`: selects rules and groups the catalogue.
   *
   * @default - none
   */
  readonly category?: string;
  /** The claim that the rule checks, in the present tense. */
  readonly title: string;
  /** Severity of its findings, unless a finding has its own. */
  readonly severity: Severity;
  /** Names of the profiles that contain the rule. */
  readonly profiles: string[];
  /**
   * First edition of the profiles that contains the rule, such as `2026.2`.
   *
   * @default - the first edition of this library
   */
  readonly edition?: string;
  /** Permanent links to the texts that require it. */
  readonly references: string[];
  /** Sections of standards that require it, such as `NSA/CISA P1` or `CIS 2.0.1 5.2.7`. */
  readonly standards: string[];
  /**
   * First Kubernetes version in which the rule makes sense.
   *
   * @default '1.0'
   */
  readonly since?: string;
  /**
   * Last Kubernetes version in which the rule makes sense.
   *
   * @default - none, it makes sense in the newest version too
   */
  readonly until?: string;
  /**
   * Options that a policy can set.
   *
   * @default - none
   */
  readonly options?: RuleOption[];
  /**
   * Checks of other tools that the rule covers.
   *
   * @default - none
   */
  readonly equivalents?: Equivalents;
  /**
   * The control of the Pod Security Standards that the rule implements.
   *
   * @default - none
   */
  readonly podSecurity?: PodSecurityControl;
  /**
   * Ids of rules whose findings explain a finding of this one about the same part of an object, the most specific first:
   * the report shows it under the first, and a waiver of all of them covers it.
   *
   * @default - none, each finding stands alone
   */
  readonly impliedBy?: string[];
  /**
   * Former ids of the rule; waivers that use them still apply.
   *
   * @default - none
   */
  readonly aliases?: string[];
}

/**
 * Describes what the objects are checked for. Later versions may add fields: a rule in Python takes them with `**_: object`,
 * behind the keywords that it uses.
 */
export interface RuleContext {
  /** Kubernetes version, such as `1.30`. */
  readonly kubernetesVersion: string;
  /** The level of the Pod Security Standards for controls that differ between the levels. */
  readonly podSecurityLevel: PodSecurityLevel;
  /**
   * The current day in UTC, as `YYYY-MM-DD`: what ends on a day, such as the support of a Kubernetes version, is judged by it.
   *
   * @default - unknown: rules report nothing that depends on the day
   */
  readonly today?: string;
}

/** Checks one claim about manifests. Implement it to add custom rules, in any jsii language. */
export interface IRule {
  /** Description of the rule. */
  readonly meta: RuleMeta;
  /**
   * Finds what violates it. A rule that throws is reported as crashed, never as passed.
   *
   * @param manifests all the objects
   * @param target what they are judged for
   */
  check(manifests: ManifestSet, target: RuleContext): Finding[];
}

/** Checks one claim and has options. */
export interface IConfigurableRule extends IRule {
  /**
   * Returns a copy of the rule with other options. Throws if the rule does not have an option, or if a value has the
   * wrong type.
   *
   * @param options values by name
   */
  withOptions(options: { [name: string]: any }): IRule;
}

/** Whether a rule applies to a Kubernetes version, in a profile that follows a level of the Pod Security Standards or none. */
export function appliesTo({ meta }: IRule, version: string, level: PodSecurityLevel | undefined): boolean {
  if (!atLeast(version, meta.since ?? '1.0')) return false;
  if (meta.until !== undefined && !atLeast(meta.until, version)) return false;
  if (!meta.podSecurity || !level) return true;
  const { since = '1.0', replacedInRestrictedSince: replaced } = meta.podSecurity;
  if (!atLeast(version, since)) return false;
  return level === PodSecurityLevel.BASELINE || replaced === undefined || !atLeast(version, replaced);
}

/** Whether a rule takes options. */
export function isConfigurable(rule: IRule): rule is IConfigurableRule {
  return typeof (rule as Partial<IConfigurableRule>).withOptions === 'function';
}

/** Whether a rule has an id, or has it as an alias. */
export function hasId({ meta }: IRule, id: string): boolean {
  return meta.id === id || (meta.aliases?.includes(id) ?? false);
}
