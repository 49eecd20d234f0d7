import { atLeast } from '../kubernetes/kubernetes-version';
import { checkCauses } from './causes';
import { hasId, type IRule, isConfigurable, PodSecurityLevel } from './rule';
import { checkSeverity, type Severity } from './severity';
import { findNearest } from './suggestion';
import { patternProblem } from './waivers/ticket';
import type { WaiverPolicy } from './waivers/waiver';

/** Options of a `Profile`. */
export interface ProfileProps {
  /** Rules of the profile. */
  readonly rules: IRule[];
  /**
   * Ids of rules whose findings cannot be waived.
   *
   * @default - every finding can be waived
   */
  readonly unwaivable?: string[];
  /**
   * The level of the Pod Security Standards that the profile follows exactly: each control applies to the Kubernetes
   * versions in which the upstream admission library has it at that level.
   *
   * @default - none: a rule applies from the first version in which it makes sense, and controls are read as in
   *   `restricted`
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurityLevel?: PodSecurityLevel;
}

/**
 * Names a set of rules. A profile is immutable; its methods return modified copies.
 *
 * @example
 * import { Profile, Profiles } from 'cdk8s-hardened';
 *
 * const ours: Profile = Profiles.nsa().withoutRules('image-not-pinned-by-digest');
 */
export class Profile {
  /** Name, as shown in reports. */
  public readonly name: string;
  /**
   * The level of the Pod Security Standards that the profile follows exactly.
   *
   * @default - none
   */
  public readonly podSecurityLevel?: PodSecurityLevel;
  private readonly _rules: IRule[];
  /** Ids, kept where the rule is taken out: it may come back. */
  private _unwaivable: ReadonlySet<string>;
  /**
   * The ids of rules that were taken out of it, in the order in which they were.
   *
   * @internal
   */
  public _rulesOff: readonly string[] = [];
  private _severities: ReadonlyMap<string, Severity> = new Map();
  private _waiverPolicy: WaiverPolicy = {};

  /**
   * Throws if two rules share an id or an alias, or if rules imply each other.
   *
   * @param name name, as shown in reports; it has no other effect
   * @param props rules and options
   */
  public constructor(name: string, props: ProfileProps) {
    const { rules, unwaivable = [], podSecurityLevel } = props;
    this.name = name;
    this.podSecurityLevel = podSecurityLevel;
    this._rules = [...rules];
    for (const { meta } of rules) checkSeverity(meta.severity, `rule "${meta.id}"`);
    const seen = new Set<string>();
    for (const id of rules.flatMap((rule) => [rule.meta.id, ...(rule.meta.aliases ?? [])])) {
      if (seen.has(id)) throw new Error(`profile "${name}" has two rules called "${id}"; rename one`);
      seen.add(id);
    }
    checkCauses(rules);
    this._unwaivable = new Set(unwaivable.map((id) => this.rule(id).meta.id));
  }

  /** Rules of the profile. */
  public get rules(): IRule[] {
    return [...this._rules];
  }

  /**
   * Whether the profile has a rule with an id or alias.
   *
   * @param id id or alias of the rule
   */
  public hasRule(id: string): boolean {
    return this._rules.some((rule) => hasId(rule, id));
  }

  /**
   * Returns the rule with an id or alias. Throws if there is none.
   *
   * @param id id or alias of the rule
   */
  public rule(id: string): IRule {
    const found = this._rules.find((rule) => hasId(rule, id));
    if (found) return found;
    const near = findNearest(
      id,
      this._rules.map((rule) => rule.meta.id),
    );
    const hint = near ? `did you mean "${near}"?` : 'see cdk8s-hardened rules';
    throw new Error(`rule "${id}" is not in profile "${this.name}"; ${hint}`);
  }

  /**
   * Whether findings of a rule can be waived.
   *
   * @param ruleId id or alias of the rule
   */
  public allowsWaiverOf(ruleId: string): boolean {
    return !this._unwaivable.has(ruleId);
  }

  /**
   * Returns a copy of the profile with more rules.
   *
   * @param rules the rules to add
   */
  public withRules(...rules: IRule[]): Profile {
    const changed = this.with([...this._rules, ...rules]);
    const back = new Set(rules.map(({ meta }) => meta.id));
    changed._rulesOff = this._rulesOff.filter((id) => !back.has(id));
    return changed;
  }

  /**
   * Returns a copy of the profile without some rules. Throws if the profile does not have a rule.
   *
   * @param ruleIds ids or aliases of the rules to remove
   */
  public withoutRules(...ruleIds: string[]): Profile {
    const gone = new Set(ruleIds.map((id) => this.rule(id).meta.id));
    const changed = this.with(this._rules.filter((rule) => !gone.has(rule.meta.id)));
    changed._rulesOff = [...this._rulesOff, ...gone];
    return changed;
  }

  /**
   * Returns a copy of the profile in which some rules cannot be waived. Throws if the profile does not have a rule.
   *
   * @param ruleIds ids or aliases of the rules
   */
  public withUnwaivableRules(...ruleIds: string[]): Profile {
    const changed = this.with(this._rules);
    changed._unwaivable = new Set([...this._unwaivable, ...ruleIds.map((id) => this.rule(id).meta.id)]);
    return changed;
  }

  /**
   * Returns a copy of the profile with other options of one rule. Throws if the profile does not have the rule, the
   * rule does not have an option, or a value has the wrong type.
   *
   * @param ruleId id or alias of the rule
   * @param options values by name; `cdk8s-hardened explain` lists the options of a rule
   */
  public withOptions(ruleId: string, options: { [name: string]: any }): Profile {
    const before = this.rule(ruleId);
    if (!isConfigurable(before)) throw new Error(`rule "${ruleId}" has no options; remove them`);
    const after = before.withOptions(options);
    return this.with(this._rules.map((rule) => (rule === before ? after : rule)));
  }

  /**
   * Returns a copy of the profile with one severity for all findings of a rule. Throws if the profile does not have the
   * rule.
   *
   * @param ruleId id or alias of the rule
   * @param severity the severity
   */
  public withSeverity(ruleId: string, severity: Severity): Profile {
    checkSeverity(severity, `rule "${ruleId}"`);
    const changed = this.with(this._rules);
    changed._severities = new Map([...this._severities, [this.rule(ruleId).meta.id, severity]]);
    return changed;
  }

  /**
   * Returns a copy of the profile with terms that every waiver must meet. Throws if `ticketPattern` is not a valid
   * pattern.
   *
   * @param policy the terms
   */
  public withWaiverPolicy(policy: WaiverPolicy): Profile {
    const problem = policy.ticketPattern === undefined ? undefined : patternProblem(policy.ticketPattern);
    if (problem) throw new Error(`ticketPattern "${policy.ticketPattern}" ${problem}`);
    const changed = this.with(this._rules);
    changed._waiverPolicy = { ...policy };
    return changed;
  }

  /** The terms that every waiver must meet. */
  public get waiverPolicy(): WaiverPolicy {
    return this._waiverPolicy;
  }

  /**
   * The severity that the profile sets for a rule; undefined if the rule decides.
   *
   * @internal
   */
  public _severityOf(ruleId: string): Severity | undefined {
    return this._severities.get(ruleId);
  }

  /**
   * The rules that apply to a Kubernetes version.
   *
   * @internal
   */
  public _rulesFor(version: string): IRule[] {
    return this._rules.filter(({ meta }) => {
      if (!atLeast(version, meta.since ?? '1.0')) return false;
      if (meta.until !== undefined && !atLeast(meta.until, version)) return false;
      if (!meta.podSecurity || !this.podSecurityLevel) return true;
      const { since = '1.0', replacedInRestrictedSince: replaced } = meta.podSecurity;
      if (!atLeast(version, since)) return false;
      return (
        this.podSecurityLevel === PodSecurityLevel.BASELINE || replaced === undefined || !atLeast(version, replaced)
      );
    });
  }

  /**
   * The same profile with some of its rules, or others, under a name that says which.
   *
   * @internal
   */
  public _narrowedTo(rules: IRule[], name: string): Profile {
    const changed = this.with(rules, name);
    changed._rulesOff = [];
    return changed;
  }

  private with(rules: IRule[], name = this.name): Profile {
    const changed = new Profile(name, { rules, podSecurityLevel: this.podSecurityLevel });
    changed._unwaivable = this._unwaivable;
    changed._rulesOff = this._rulesOff;
    changed._severities = this._severities;
    changed._waiverPolicy = this._waiverPolicy;
    return changed;
  }
}
