import { atLeast } from '../model/kubernetes-version';
import { type IRule, PodSecurityLevel } from './rule';
import { nearest } from './suggestion';

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
  /** The level at which controls of the Pod Security Standards are read. */
  public readonly podSecurityLevel: PodSecurityLevel;
  private readonly _rules: IRule[];
  private readonly _unwaivable: Set<string>;

  /**
   * Makes a profile. Throws where two rules share an id or an alias.
   *
   * @param name name, as reports show it
   * @param rules its rules
   * @param unwaivable ids of rules that no waiver may touch; default none
   */
  public constructor(name: string, rules: IRule[], unwaivable?: string[]) {
    this.name = name;
    this.podSecurityLevel =
      name === PodSecurityLevel.BASELINE ? PodSecurityLevel.BASELINE : PodSecurityLevel.RESTRICTED;
    this._rules = [...rules];
    const seen = new Set<string>();
    for (const id of rules.flatMap((rule) => [rule.meta.id, ...(rule.meta.aliases ?? [])])) {
      if (seen.has(id)) throw new Error(`profile "${name}" has two rules called "${id}"; rename one`);
      seen.add(id);
    }
    this._unwaivable = new Set((unwaivable ?? []).map((id) => this.ruleCalled(id).meta.id));
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
  public ruleCalled(id: string): IRule {
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
  public plus(...rules: IRule[]): Profile {
    return new Profile(this.name, [...this._rules, ...rules], [...this._unwaivable]);
  }

  /** The same profile without some rules. Throws where it has no such rule. */
  public minus(...ruleIds: string[]): Profile {
    const gone = new Set(ruleIds.map((id) => this.ruleCalled(id).meta.id));
    const kept = this._rules.filter((rule) => !gone.has(rule.meta.id));
    return new Profile(
      this.name,
      kept,
      [...this._unwaivable].filter((id) => !gone.has(id)),
    );
  }

  /** The same profile, with rules that cannot be waived. Throws where it has no such rule. */
  public unwaivable(...ruleIds: string[]): Profile {
    return new Profile(this.name, this._rules, [...this._unwaivable, ...ruleIds]);
  }

  /**
   * The rules that hold for a Kubernetes version. The two profiles that are named like a level of the Pod Security
   * Standards follow that version of the standards to the letter; any other holds a rule as soon as it makes sense.
   *
   * @internal
   */
  public _rulesFor(version: string): IRule[] {
    return this._rules.filter(({ meta }) => {
      if (!atLeast(version, meta.since ?? '1.0')) return false;
      if (meta.until !== undefined && !atLeast(meta.until, version)) return false;
      if (!meta.podSecurity || !isStandard(this.name)) return true;
      const { since = '1.0', replacedInRestrictedSince: replaced } = meta.podSecurity;
      if (!atLeast(version, since)) return false;
      return this.name === PodSecurityLevel.BASELINE || replaced === undefined || !atLeast(version, replaced);
    });
  }
}

function isCalled({ meta }: IRule, id: string): boolean {
  return meta.id === id || (meta.aliases?.includes(id) ?? false);
}

function isStandard(name: string): boolean {
  return name === PodSecurityLevel.BASELINE || name === PodSecurityLevel.RESTRICTED;
}
