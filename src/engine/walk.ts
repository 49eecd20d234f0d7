import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { Container, PodTemplate } from '../model/pod-template';
import type { DefinedRule, Report, Visit, Visitor } from './define-rule';
import type { Target } from './rule';
import type { OptionOf } from './rule-option';

/** Told of what a walk brings to light. */
export interface Witness {
  found(rule: DefinedRule, report: Report, manifest: Manifest, container: string | undefined): void;
  /** Told of a rule that threw, with what it threw. */
  crashed(rule: DefinedRule, manifest: Manifest, error: unknown): void;
}

/** What is shown just now. */
interface Shown {
  manifest: Manifest;
  container?: string;
}

/** What a rule calls for one kind of thing. */
interface Look<T> {
  readonly visit: RuleVisit;
  readonly at: (thing: T, visit: Visit) => void;
}

/** Objects of a set have few kinds and combinations of fields; who sends more of them must not fill the memory. */
const MOST_KEYS = 1000;

/** The rules that look at things which are alike, by what makes them so: few, where there are thousands of things. */
class Looks<T> {
  private readonly byKey = new Map<string, readonly Look<T>[]>();

  public constructor(
    private readonly lookOf: (key: string) => (visitor: Visitor) => Look<T>['at'] | undefined,
    private readonly visits: readonly RuleVisit[],
  ) {}

  public show(key: string, thing: T): void {
    const looks = this.byKey.get(key) ?? this.looksAt(key);
    // The innermost loop of all: it has one try for all rules, and no iterator.
    for (let index = 0; index < looks.length; index += 1) {
      try {
        for (; index < looks.length; index += 1) {
          const { at, visit } = looks[index] as Look<T>;
          at(thing, visit);
        }
      } catch (error) {
        looks[index]?.visit.crash(error);
      }
    }
  }

  private looksAt(key: string): readonly Look<T>[] {
    const lookOf = this.lookOf(key);
    const looks = this.visits.flatMap((visit) => {
      const at = lookOf(visit.rule.visitor);
      return at ? [{ visit, at }] : [];
    });
    if (this.byKey.size === MOST_KEYS) this.byKey.clear();
    this.byKey.set(key, looks);
    return looks;
  }
}

/** Shows objects to rules, one object after the other, each to the rules that look at its kind and its fields. */
export class Walk {
  private readonly shown = {} as Shown;
  private readonly atObjects: Looks<Manifest>;
  private readonly atPods: Looks<PodTemplate>;
  private readonly atContainers: Looks<Container>;

  public constructor(rules: readonly DefinedRule[], all: ManifestSet, target: Target, witness: Witness) {
    const visits = rules.map((rule) => new RuleVisit(rule, all, target, witness, this.shown));
    this.atObjects = new Looks(
      (type) =>
        ({ types, manifest }) =>
          types?.includes(type) === false ? undefined : manifest,
      visits,
    );
    this.atPods = new Looks((fields) => {
      const hasAny = askingFor(fields);
      return ({ podFields, podTemplate }) => (hasAny(podFields) ? podTemplate : undefined);
    }, visits);
    this.atContainers = new Looks((fields) => {
      const hasAny = askingFor(fields);
      return ({ containerFields, container }) => (hasAny(containerFields) ? container : undefined);
    }, visits);
  }

  public show(manifest: Manifest): void {
    const { shown } = this;
    shown.manifest = manifest;
    shown.container = undefined;
    this.atObjects.show(manifest.type, manifest);
    const pod = manifest.podTemplate;
    if (!pod) return;
    this.atPods.show(pod._fields, pod);
    for (const container of pod.containers) {
      shown.container = container.name;
      this.atContainers.show(container._fields, container);
    }
  }
}

/** Tells whether one of some fields is among those that a thing has; who names none is content with any thing. */
function askingFor(fields: string): (wanted: readonly string[] | undefined) => boolean {
  const has = new Set(fields.split(','));
  return (wanted) => wanted === undefined || wanted.some((field) => has.has(field));
}

/** One rule, for all that it is shown: made once, as there are thousands of things. */
class RuleVisit implements Visit {
  private crashedAt: Manifest | undefined;

  public constructor(
    public readonly rule: DefinedRule,
    public readonly all: ManifestSet,
    public readonly target: Target,
    private readonly witness: Witness,
    private readonly shown: Shown,
  ) {}

  public readonly option = <T>({ name, defaultValue }: OptionOf<T>): T => this.rule.options[name] ?? defaultValue;

  public readonly report = (found: Report): void => {
    this.witness.found(this.rule, found, this.shown.manifest, this.shown.container);
  };

  /** Tells that the rule crashed, once for an object. */
  public crash(error: unknown): void {
    const { manifest } = this.shown;
    if (this.crashedAt === manifest) return;
    this.crashedAt = manifest;
    this.witness.crashed(this.rule, manifest, error);
  }
}
