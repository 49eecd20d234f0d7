import { atLeast } from '../kubernetes/kubernetes-version';
import { type IConfigurableRule, type IRule, PodSecurityLevel } from './rule';
import { checkSeverity, type Severity } from './severity';
import { nearest } from './suggestion';
import { patternProblem } from './waivers/ticket';
import type { WaiverPolicy } from './waivers/waiver';

/** What a profile is made of. */
export interface ProfileProps {
  /** Its rules. */
  readonly rules: IRule[];
  /**
   * Ids of rules whose findings may not be waived.
   *
   * @default - every finding may be waived
   */
  readonly unwaivable?: string[];
  /**
   * The level of the Pod Security Standards that it follows to the letter: a control holds from the version on that
   * upstream has it from, as that level reads it, and no longer than upstream keeps it.
   *
   * @default - none: a rule holds from the first version in which it makes sense, and controls are read as `restricted`
   * reads them
   */
  readonly podSecurityLevel?: PodSecurityLevel;
}

/**
 * A named set of rules.
 *
 * @example
 * import { Profile, Profiles } from 'cdk8s-hardened';
 *
 * const ours: Profile = Profiles.nsa().minus('image-not-pinned-by-digest');
 */
export class Profile {
  /** Name, as reports show it. */
  public readonly name: string;
  /** The level of the Pod Security Standards that it follows to the letter; undefined where it follows none. */
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
   * Makes a profile. Throws where two rules share an id or an alias.
   *
   * @param name name, as reports show it; it decides nothing
   * @param props its rules
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
    this._unwaivable = new Set(unwaivable.map((id) => this.rule(id).meta.id));
  }

  /** Its rules. */
  public get rules(): IRule[] {
    return [...this._rules];
  }

  /** Whether it has a rule with an id, or with that id as an alias. */
  public hasRule(id: string): boolean {
    return this._rules.some((rule) => isCalled(rule, id));
  }

  /** The rule with an id, or with that id as an alias. Throws where there is none. */
  public rule(id: string): IRule {
    const found = this._rules.find((rule) => isCalled(rule, id));
    if (found) return found;
    const near = nearest(
      id,
      this._rules.map((rule) => rule.meta.id),
    );
    const hint = near ? `did you mean "${near}"?` : 'see cdk8s-hardened rules';
    throw new Error(`rule "${id}" is not in profile "${this.name}"; ${hint}`);
  }

  /** Whether findings of a rule may be waived. */
  public allowsWaiverOf(ruleId: string): boolean {
    return !this._unwaivable.has(ruleId);
  }

  /** The same profile with more rules. */
  public withRules(...rules: IRule[]): Profile {
    const changed = this.with([...this._rules, ...rules]);
    const back = new Set(rules.map(({ meta }) => meta.id));
    changed._rulesOff = this._rulesOff.filter((id) => !back.has(id));
    return changed;
  }

  /** The same profile without some rules. Throws where it has no such rule. */
  public withoutRules(...ruleIds: string[]): Profile {
    const gone = new Set(ruleIds.map((id) => this.rule(id).meta.id));
    const changed = this.with(this._rules.filter((rule) => !gone.has(rule.meta.id)));
    changed._rulesOff = [...this._rulesOff, ...gone];
    return changed;
  }

  /** The same profile, with rules that cannot be waived. Throws where it has no such rule. */
  public withUnwaivableRules(...ruleIds: string[]): Profile {
    const changed = this.with(this._rules);
    changed._unwaivable = new Set([...this._unwaivable, ...ruleIds.map((id) => this.rule(id).meta.id)]);
    return changed;
  }

  /**
   * The same profile, with other options of one rule. Throws where it has no such rule, the rule no such option, or a
   * value the wrong type.
   *
   * @param ruleId id of the rule
   * @param options values by name; `cdk8s-hardened explain` shows what a rule has
   */
  public withOptions(ruleId: string, options: { [name: string]: any }): Profile {
    const before = this.rule(ruleId);
    if (!isConfigurable(before)) throw new Error(`rule "${ruleId}" has no options; remove them`);
    const after = before.withOptions(options);
    return this.with(this._rules.map((rule) => (rule === before ? after : rule)));
  }

  /** The same profile, with one severity for all findings of a rule. Throws where it has no such rule. */
  public withSeverity(ruleId: string, severity: Severity): Profile {
    checkSeverity(severity, `rule "${ruleId}"`);
    const changed = this.with(this._rules);
    changed._severities = new Map([...this._severities, [this.rule(ruleId).meta.id, severity]]);
    return changed;
  }

  /** The same profile, with terms that every waiver must meet. Throws where `ticketPattern` is no pattern. */
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
   * The severity that all findings of a rule get; undefined where the rule decides.
   *
   * @internal
   */
  public _severityOf(ruleId: string): Severity | undefined {
    return this._severities.get(ruleId);
  }

  /**
   * The rules that hold for a Kubernetes version.
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

  private with(rules: IRule[]): Profile {
    const changed = new Profile(this.name, { rules, podSecurityLevel: this.podSecurityLevel });
    changed._unwaivable = this._unwaivable;
    changed._rulesOff = this._rulesOff;
    changed._severities = this._severities;
    changed._waiverPolicy = this._waiverPolicy;
    return changed;
  }
}

function isConfigurable(rule: IRule): rule is IConfigurableRule {
  return typeof (rule as Partial<IConfigurableRule>).withOptions === 'function';
}

function isCalled({ meta }: IRule, id: string): boolean {
  return meta.id === id || (meta.aliases?.includes(id) ?? false);
}
