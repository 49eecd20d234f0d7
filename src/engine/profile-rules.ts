import { checkCauses } from './causes';
import { asIn, checkEdition, checkEditionOf, editionOf, editionsWith, profilesIn } from './edition';
import { hasId, type IRule, type RuleMeta } from './rule';
import { checkSeverity } from './severity';
import { findNearest } from './suggestion';

/** What the rules of a profile are made from. */
export interface ProfileRulesProps {
  /** Name of the profile. */
  readonly profile: string;
  /** The rules of all editions. */
  readonly all: readonly IRule[];
  /** The edition that is pinned. Default: the newest. */
  readonly pin?: string;
  /** Ids of rules that every edition has, because a policy names them. Default: none. */
  readonly enabled?: readonly string[];
  /** Ids of the rules that editions may have added to the profile of this library, or removed. Default: none. */
  readonly shipped?: readonly string[];
}

/** The rules of a profile, those that its edition has, and those that it holds back. Immutable. */
export class ProfileRules {
  /** The editions that are known, the oldest first. */
  public readonly editions: readonly string[];
  public readonly edition: string;
  /** The rules that the edition has. */
  public readonly inForce: readonly IRule[];
  /** The same by id and by alias. */
  private readonly byName: ReadonlyMap<string, IRule>;

  /** Throws if two rules share an id or an alias, if rules imply each other, or if an edition is not known. */
  public constructor(private readonly props: ProfileRulesProps) {
    const { profile, all, pin } = props;
    const seen = new Set<string>();
    checkShapes(all, `of profile "${profile}"`);
    for (const rule of all) {
      const { id, severity } = rule.meta;
      checkSeverity(severity, `rule "${id}"`);
      checkEditionOf(rule);
      for (const name of namesOf(rule)) {
        if (seen.has(name)) throw new Error(`profile "${profile}" has two rules called "${name}"; rename one`);
        seen.add(name);
      }
    }
    checkCauses(all);
    this.editions = editionsWith(all);
    if (pin !== undefined) checkEdition(pin, this.editions);
    this.edition = pin ?? this.newest;
    this.inForce = this.of(this.edition);
    this.byName = new Map(this.inForce.flatMap((rule) => namesOf(rule).map((name) => [name, rule])));
  }

  public get pin(): string | undefined {
    return this.props.pin;
  }

  public get newest(): string {
    return this.editions[this.editions.length - 1] as string;
  }

  /** The rules that an edition has, as they were in it. */
  public of(edition: string): IRule[] {
    const { profile, all } = this.props;
    const [enabled, shipped] = [new Set(this.props.enabled), new Set(this.props.shipped)];
    const later = new Set(this.editions.slice(this.editions.indexOf(edition) + 1));
    const isIn = (rule: IRule) => {
      const { id } = rule.meta;
      if (enabled.has(id)) return true;
      if (later.has(editionOf(rule.meta))) return false;
      return !shipped.has(id) || profilesIn(edition, rule).includes(profile);
    };
    return all.filter(isIn).map((rule) => asIn(edition, rule));
  }

  /** All rules, with some changes. */
  public with(changes: Partial<ProfileRulesProps>): ProfileRules {
    return new ProfileRules({ ...this.props, ...changes });
  }

  /** The same and some more. They replace those that are held back. */
  public and(rules: readonly IRule[]): ProfileRules {
    checkShapes(rules, `added to profile "${this.props.profile}"`);
    const held = new Set(this.inForce.map(({ meta }) => meta.id));
    const added = new Set(rules.map(({ meta }) => meta.id));
    const kept = this.props.all.filter(({ meta }) => held.has(meta.id) || !added.has(meta.id));
    return this.with({ all: [...kept, ...rules] });
  }

  /** The same and some that every edition has. */
  public enabling(rules: readonly IRule[]): ProfileRules {
    const enabled = [...(this.props.enabled ?? []), ...rules.map(({ meta }) => meta.id)];
    return this.and(rules).with({ enabled });
  }

  /** The same with another rule in the place of the one that has its id. */
  public replacing(rule: IRule): ProfileRules {
    return this.with({ all: this.props.all.map((each) => (each.meta.id === rule.meta.id ? rule : each)) });
  }

  public without(ids: ReadonlySet<string>): ProfileRules {
    return this.with({ all: this.props.all.filter(({ meta }) => !ids.has(meta.id)) });
  }

  /** The rule with an id or alias, of any edition; undefined if there is none. */
  public find(id: string): IRule | undefined {
    return this.props.all.find((rule) => hasId(rule, id));
  }

  /** Whether the edition has a rule with an id or alias. */
  public has(id: string): boolean {
    return this.byName.has(id);
  }

  /** The rule of the edition with an id or alias. Throws if there is none. */
  public rule(id: string): IRule {
    const found = this.byName.get(id);
    if (found) return found;
    const { profile } = this.props;
    if (this.find(id))
      throw new Error(
        `rule "${id}" is not in edition ${this.edition} of profile "${profile}"; pin another edition, or enable the rule`,
      );
    const near = findNearest(
      id,
      this.inForce.map(({ meta }) => meta.id),
    );
    const hint = near ? `did you mean "${near}"?` : 'see cdk8s-hardened rules';
    throw new Error(`rule "${id}" is not in profile "${profile}"; ${hint}`);
  }
}

/** Its id and its aliases. */
function namesOf({ meta: { id, aliases = [] } }: IRule): string[] {
  return [id, ...aliases];
}

function checkShapes(rules: readonly IRule[], where: string): void {
  for (const [index, rule] of rules.entries()) {
    const problem = shapeProblem(rule);
    if (problem !== undefined) throw new Error(`rule ${index + 1} ${where} ${problem}`);
  }
}

/** What a rule lacks that the types of TypeScript demand: other languages, and JavaScript, find out here. */
function shapeProblem(rule: Partial<IRule> | undefined): string | undefined {
  let meta: RuleMeta | undefined;
  try {
    meta = rule?.meta;
  } catch (error) {
    return `has a "meta" that cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (typeof meta !== 'object' || meta === null)
    return (
      'has no "meta"; give it a property "meta" that returns a RuleMeta with id, title, severity, profiles, standards and ' +
      'references: in Python a method with @property, in Java getMeta(), in Go Meta() with a pointer receiver'
    );
  const { id, title, profiles, standards, references } = meta;
  if (typeof id !== 'string' || id === '')
    return 'has no id in its "meta"; give it one in kebab case, such as "acme-owner"';
  if (typeof title !== 'string')
    return `("${id}") has no title in its "meta"; say what it checks, in the present tense`;
  const lists = { profiles, standards, references };
  const missing = Object.entries(lists).find(([, value]) => !Array.isArray(value));
  if (missing) return `("${id}") has no list "${missing[0]}" in its "meta"; give it one, which may be empty`;
  if (typeof rule?.check !== 'function')
    return `("${id}") has no method "check"; write one that takes a ManifestSet and a RuleContext, and returns findings`;
  return undefined;
}
