import type { ManifestSet } from '../model/manifest-set';
import type { Equivalents } from './equivalents';
import type { Finding } from './finding';
import type { RuleOption } from './rule-option';
import type { Severity } from './severity';

/** The levels of the Pod Security Standards that forbid something. */
export enum PodSecurityLevel {
  /** Prevents known privilege escalations. */
  BASELINE = 'baseline',
  /** Pod hardening as it is best practised. */
  RESTRICTED = 'restricted',
}

/** The control of the Pod Security Standards that a rule stands for. */
export interface PodSecurityControl {
  /** Id of the check in the upstream admission library. */
  readonly check: string;
  /** The level that asks for it. */
  readonly level: PodSecurityLevel;
  /**
   * The first version of the standard that has it.
   *
   * @default '1.0'
   */
  readonly since?: string;
  /**
   * The version from which on `restricted` asks for a stricter control in its place.
   *
   * @default - `restricted` asks for this one too
   */
  readonly replacedInRestrictedSince?: string;
}

/** What a rule claims. */
export interface RuleMeta {
  /** Id, in kebab case; the name of its folder. */
  readonly id: string;
  /**
   * What it is about, such as `rbac` or `images`: rules can be selected by it, and the catalogue is grouped by it.
   *
   * @default - none
   */
  readonly category?: string;
  /** The claim, in the present tense. */
  readonly title: string;
  /** How bad a violation is, unless a finding says otherwise. */
  readonly severity: Severity;
  /** Names of the profiles that hold the rule. */
  readonly profiles: string[];
  /** Permanent links to the texts that ask for it. */
  readonly references: string[];
  /** Sections that ask for it, such as `NSA/CISA P1` or `CIS 5.2.7`. */
  readonly standards: string[];
  /**
   * The first Kubernetes version in which the rule makes sense.
   *
   * @default '1.0'
   */
  readonly since?: string;
  /**
   * The last Kubernetes version in which the rule makes sense.
   *
   * @default - it still does
   */
  readonly until?: string;
  /**
   * What a policy may decide about it.
   *
   * @default - nothing
   */
  readonly options?: RuleOption[];
  /**
   * Checks of other tools that it stands in for.
   *
   * @default - none
   */
  readonly equivalents?: Equivalents;
  /**
   * The control of the Pod Security Standards that it stands for.
   *
   * @default - none
   */
  readonly podSecurity?: PodSecurityControl;
  /**
   * Former ids, so that old waivers keep working.
   *
   * @default - none
   */
  readonly aliases?: string[];
}

/** What the objects are judged for. */
export interface RuleContext {
  /** Kubernetes version, such as `1.30`. */
  readonly kubernetesVersion: string;
  /** The level of the Pod Security Standards that is meant where a control reads differently at each. */
  readonly podSecurityLevel: PodSecurityLevel;
}

/**
 * A rule: one claim about manifests. Implement it to add rules of your own, in any jsii language.
 */
export interface IRule {
  /** What it claims. */
  readonly meta: RuleMeta;
  /**
   * Finds what violates it. A rule that throws is reported as crashed, never as passed.
   *
   * @param manifests all the objects
   * @param target what they are judged for
   */
  check(manifests: ManifestSet, target: RuleContext): Finding[];
}

/** A rule with options. */
export interface IConfigurableRule extends IRule {
  /**
   * The same rule with other options. Throws where it has no such option, or where a value is of the wrong type.
   *
   * @param options values by name
   */
  withOptions(options: { [name: string]: any }): IRule;
}
