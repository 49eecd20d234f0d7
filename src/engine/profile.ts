import { refuseSharedAddress } from './host-language';
import type { ProfileProps } from './profile-props';
import { ProfileRules } from './profile-rules';
import { appliesTo, type IRule, isConfigurable, type PodSecurityLevel } from './rule';
import { checkSeverity, type Severity } from './severity';
import { patternProblem } from './waivers/ticket';
import type { WaiverPolicy } from './waivers/waiver';

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
  /**
   * The rules of all editions.
   *
   * @internal
   */
  public _held: ProfileRules;
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
   * Throws if two rules share an id or an alias, if rules imply each other, or if a rule lacks a part. From Go it throws too
   * if a rule has no address of its own, as types without fields have none.
   *
   * @param name name, as shown in reports; it has no other effect
   * @param props rules and options
   */
  public constructor(name: string, props: ProfileProps) {
    const { rules, unwaivable = [], podSecurityLevel } = props;
    for (const rule of rules) refuseSharedAddress(rule, `a rule of profile "${name}"`);
    this.name = name;
    this.podSecurityLevel = podSecurityLevel;
    this._held = new ProfileRules({ profile: name, all: rules });
    this._unwaivable = new Set(unwaivable.map((id) => this.rule(id).meta.id));
  }

  /** Rules of the profile, in its edition. */
  public get rules(): IRule[] {
    return [...this._held.inForce];
  }

  /** The edition that the profile is in, such as `2026.1`. */
  public get edition(): string {
    return this._held.edition;
  }

  /**
   * Whether the profile has a rule with an id or alias.
   *
   * @param id id or alias of the rule
   */
  public hasRule(id: string): boolean {
    return this._held.has(id);
  }

  /**
   * Returns the rule with an id or alias. Throws if there is none.
   *
   * @param id id or alias of the rule
   */
  public rule(id: string): IRule {
    return this._held.rule(id);
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
   * Returns a copy of the profile in an edition, so that a newer version of this library finds nothing more: a rule of a
   * newer edition is not used, and `Report.upcoming` has what it finds. Throws if the edition is not known.
   *
   * @param edition the edition, such as `2026.1`
   */
  public inEdition(edition: string): Profile {
    return this.with(this._held.with({ pin: edition }));
  }

  /**
   * Returns a copy of the profile with more rules. Those of a newer edition than the one that is pinned are not used.
   *
   * @param rules the rules to add
   */
  public withRules(...rules: IRule[]): Profile {
    for (const rule of rules) refuseSharedAddress(rule, `a rule of profile "${this.name}"`);
    return this.switchedOn(this._held.and(rules), rules);
  }

  /**
   * The same with rules that are used in every edition.
   *
   * @internal
   */
  public _enabling(...rules: IRule[]): Profile {
    return this.switchedOn(this._held.enabling(rules), rules);
  }

  /**
   * Returns a copy of the profile without some rules. Throws if the profile does not have a rule.
   *
   * @param ruleIds ids or aliases of the rules to remove
   */
  public withoutRules(...ruleIds: string[]): Profile {
    const gone = new Set(ruleIds.map((id) => (this._held.find(id) ?? this.rule(id)).meta.id));
    const changed = this.with(this._held.without(gone));
    changed._rulesOff = [...this._rulesOff, ...[...gone].filter((id) => this.hasRule(id))];
    return changed;
  }

  /**
   * Returns a copy of the profile in which some rules cannot be waived. Throws if the profile does not have a rule.
   *
   * @param ruleIds ids or aliases of the rules
   */
  public withUnwaivableRules(...ruleIds: string[]): Profile {
    const changed = this.with();
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
    const before = this._held.find(this.rule(ruleId).meta.id);
    if (!before || !isConfigurable(before)) throw new Error(`rule "${ruleId}" has no options; remove them`);
    return this.with(this._held.replacing(before.withOptions(options)));
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
    const changed = this.with();
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
    const changed = this.with();
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
    return this._held.inForce.filter((rule) => appliesTo(rule, version, this.podSecurityLevel));
  }

  /**
   * The same profile in the newest edition; undefined if it is in that one.
   *
   * @internal
   */
  public get _newest(): Profile | undefined {
    const { edition, _held: held } = this;
    return edition === held.newest ? undefined : this.with(held.with({ pin: undefined }));
  }

  /**
   * The same profile with some of its rules, or others, under a name that says which.
   *
   * @internal
   */
  public _narrowedTo(rules: IRule[], name: string): Profile {
    const changed = this.with(this._held.with({ profile: name, all: [], shipped: [] }).enabling(rules), name);
    changed._rulesOff = [];
    return changed;
  }

  private switchedOn(held: ProfileRules, rules: readonly IRule[]): Profile {
    const changed = this.with(held);
    const back = new Set(rules.map(({ meta }) => meta.id));
    changed._rulesOff = this._rulesOff.filter((id) => !back.has(id));
    return changed;
  }

  private with(held: ProfileRules = this._held, name = this.name): Profile {
    const changed = new Profile(name, { rules: [], podSecurityLevel: this.podSecurityLevel });
    changed._held = held;
    changed._unwaivable = this._unwaivable;
    changed._rulesOff = this._rulesOff;
    changed._severities = this._severities;
    changed._waiverPolicy = this._waiverPolicy;
    return changed;
  }
}
