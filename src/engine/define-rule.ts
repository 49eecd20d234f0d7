import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { Patch } from '../model/patch';
import type { Container, PodTemplate } from '../model/pod-template';
import type { Finding } from './finding';
import type { IConfigurableRule, RuleMeta, Target } from './rule';
import { checkOptions, type OptionOf } from './rule-option';
import type { Severity } from './severity';

/** What a visitor reports: a place in the object that it was given. */
export interface Report {
  /** JSON Pointer from the root of the object. */
  readonly pointer: string;
  readonly message: string;
  /** Worked out when somebody asks for it. Default: none; a person must decide. */
  readonly fix?: () => Patch[] | undefined;
  /** Default: the rule's. */
  readonly severity?: Severity;
  /** The verbs of a role that it is about. */
  readonly verbs?: string[];
}

export interface Visit {
  readonly target: Target;
  readonly all: ManifestSet;
  /** The value of one of the rule's options. */
  option<T>(option: OptionOf<T>): T;
  report(found: Report): void;
}

/** How a rule looks at objects. Each visitor sees one thing at a time and only reports on that. */
export interface Visitor {
  /** The groups and kinds that `manifest` is called for, as in `rbac.authorization.k8s.io/Role`; default: all. */
  readonly types?: readonly string[];
  manifest?(manifest: Manifest, visit: Visit): void;
  /**
   * Fields of the pod's spec, of its security context, or `annotations`, without which `podTemplate` can find nothing: it
   * is called for the pods that have at least one. Default: it is called for all.
   */
  readonly podFields?: readonly string[];
  podTemplate?(pod: PodTemplate, visit: Visit): void;
  /** The same for `container`: fields of the container, or of its own security context. */
  readonly containerFields?: readonly string[];
  container?(container: Container, visit: Visit): void;
}

export interface RuleDefinition extends RuleMeta {
  readonly visit: Visitor;
}

/** A rule that is written as a visitor, so that one walk serves all rules. */
export class DefinedRule implements IConfigurableRule {
  public readonly meta: RuleMeta;
  public readonly visitor: Visitor;
  public readonly options: { readonly [name: string]: any };

  public constructor(definition: RuleDefinition, options: { [name: string]: any } = {}) {
    const { visit, ...meta } = definition;
    checkOptions(meta.id, meta.options ?? [], options);
    this.meta = meta;
    this.visitor = visit;
    this.options = options;
  }

  public withOptions(options: { [name: string]: any }): DefinedRule {
    return new DefinedRule({ ...this.meta, visit: this.visitor }, { ...this.options, ...options });
  }

  public check(manifests: ManifestSet, target: Target): Finding[] {
    const findings: Finding[] = [];
    const walk = new Walk([this], manifests, target, {
      found: (...what) => findings.push(findingOf(...what)),
      crashed: (_rule, _manifest, error) => {
        throw error;
      },
    });
    for (const manifest of manifests.all) walk.show(manifest);
    return findings;
  }
}

export function defineRule(definition: RuleDefinition): DefinedRule {
  return new DefinedRule(definition);
}

/** Told of what a walk brings to light. */
export interface Witness {
  found(rule: DefinedRule, report: Report, manifest: Manifest, container: string | undefined): void;
  /** Told of a rule that threw, with what it threw. */
  crashed(rule: DefinedRule, manifest: Manifest, error: unknown): void;
}

/** What works out the fixes of findings. */
const FIXES = new WeakMap<Finding, () => Patch[] | undefined>();

/** A fix, which is worked out when somebody asks. One accessor serves all findings: with one each, no two were alike to V8. */
const WHEN_ASKED: PropertyDescriptor & ThisType<Finding> = {
  enumerable: true,
  configurable: true,
  get() {
    const value = FIXES.get(this)?.() ?? [];
    Object.defineProperty(this, 'fix', { value, enumerable: true });
    return value;
  },
};

/**
 * What a rule reported, as a finding.
 *
 * @param wanted the severity, whatever the rule says; default: what the rule says
 */
export function findingOf(
  { meta }: DefinedRule,
  { message, pointer, verbs, fix, severity }: Report,
  { ref: object, origin }: Manifest,
  container: string | undefined,
  wanted = severity ?? meta.severity,
): Finding {
  const finding: Finding = {
    rule: meta.id,
    severity: wanted,
    message,
    object,
    origin,
    pointer,
    container,
    verbs,
    fix: [],
  };
  if (!fix) return finding;
  FIXES.set(finding, fix);
  return Object.defineProperty(finding, 'fix', WHEN_ASKED);
}

/** What a rule calls for one kind of thing. */
interface Look<T> {
  readonly visit: RuleVisit;
  readonly at: (thing: T, visit: Visit) => void;
}

/** The rules that look at things which are alike, by what makes them so: few, where there are thousands of things. */
class Looks<T> {
  private readonly byKey = new Map<string, readonly Look<T>[]>();

  public constructor(
    private readonly lookOf: (visit: RuleVisit, key: string) => Look<T>['at'] | undefined,
    private readonly visits: readonly RuleVisit[],
  ) {}

  public show(key: string, thing: T, manifest: Manifest, container?: string): void {
    const looks = this.byKey.get(key) ?? this.looksAt(key);
    // The innermost loop of all: an iterator would be made for each thing.
    for (let index = 0; index < looks.length; index += 1) {
      const { visit, at } = looks[index] as Look<T>;
      visit.show(at, thing, manifest, container);
    }
  }

  private looksAt(key: string): readonly Look<T>[] {
    const looks = this.visits.flatMap((visit) => {
      const at = this.lookOf(visit, key);
      return at ? [{ visit, at }] : [];
    });
    this.byKey.set(key, looks);
    return looks;
  }
}

/** Shows objects to rules, one object after the other, each to the rules that look at its kind and its fields. */
export class Walk {
  private readonly atObjects: Looks<Manifest>;
  private readonly atPods: Looks<PodTemplate>;
  private readonly atContainers: Looks<Container>;

  public constructor(rules: readonly DefinedRule[], all: ManifestSet, target: Target, witness: Witness) {
    const visits = rules.map((rule) => new RuleVisit(rule, all, target, witness));
    this.atObjects = new Looks(
      ({ rule: { visitor } }, type) => (visitor.types?.includes(type) === false ? undefined : visitor.manifest),
      visits,
    );
    this.atPods = new Looks(
      ({ rule: { visitor } }, fields) => (hasAny(fields, visitor.podFields) ? visitor.podTemplate : undefined),
      visits,
    );
    this.atContainers = new Looks(
      ({ rule: { visitor } }, fields) => (hasAny(fields, visitor.containerFields) ? visitor.container : undefined),
      visits,
    );
  }

  public show(manifest: Manifest): void {
    this.atObjects.show(manifest.type, manifest, manifest);
    const pod = manifest.podTemplate;
    if (!pod) return;
    this.atPods.show(pod._fields, pod, manifest);
    for (const container of pod.containers)
      this.atContainers.show(container._fields, container, manifest, container.name);
  }
}

/** Whether one of some fields is among those that a thing has; who names none is content with any thing. */
function hasAny(fields: string, wanted: readonly string[] | undefined): boolean {
  if (wanted === undefined) return true;
  const has = new Set(fields.split(','));
  return wanted.some((field) => has.has(field));
}

/** One rule, and what it is shown just now: made once for all objects, as there are thousands of them. */
class RuleVisit implements Visit {
  private manifest!: Manifest;
  private container: string | undefined;
  private crashedAt: Manifest | undefined;

  public constructor(
    public readonly rule: DefinedRule,
    public readonly all: ManifestSet,
    public readonly target: Target,
    private readonly witness: Witness,
  ) {}

  /** Shows one thing. A rule that crashes says so once for an object. */
  public show<T>(at: Look<T>['at'], thing: T, manifest: Manifest, container?: string): void {
    this.manifest = manifest;
    this.container = container;
    try {
      at(thing, this);
    } catch (error) {
      if (this.crashedAt === manifest) return;
      this.crashedAt = manifest;
      this.witness.crashed(this.rule, manifest, error);
    }
  }

  public readonly option = <T>({ name, defaultValue }: OptionOf<T>): T => this.rule.options[name] ?? defaultValue;

  public readonly report = (found: Report): void => {
    this.witness.found(this.rule, found, this.manifest, this.container);
  };
}
