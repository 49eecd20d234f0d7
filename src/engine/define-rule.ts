import type { Container, Manifest, PodTemplate } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { Patch } from '../model/patch';
import { attach, type Finding } from './finding';
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
  podTemplate?(pod: PodTemplate, visit: Visit): void;
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
    const walk = new Walk([this], manifests, target, findings, (_rule, _manifest, error) => {
      throw error;
    });
    for (const manifest of manifests.all) walk.show(manifest);
    return findings;
  }
}

export function defineRule(definition: RuleDefinition): DefinedRule {
  return new DefinedRule(definition);
}

/** Told of a rule that threw, with what it threw. */
export type Crashed = (rule: DefinedRule, manifest: Manifest, error: unknown) => void;

/** Shows objects to rules, one object after the other, each to the rules that look at its kind. */
export class Walk {
  private readonly forObjects = new Map<string, readonly RuleVisit[]>();
  private readonly forPods = new Map<string, readonly RuleVisit[]>();
  private readonly visits: readonly RuleVisit[];

  public constructor(
    rules: readonly DefinedRule[],
    all: ManifestSet,
    target: Target,
    findings: Finding[],
    private readonly crashed: Crashed,
    severityOf: (ruleId: string) => Severity | undefined = () => undefined,
  ) {
    this.visits = rules.map((rule) => new RuleVisit(rule, all, target, findings, severityOf(rule.meta.id)));
  }

  public show(manifest: Manifest): void {
    for (const visit of this.visitsFor(manifest)) {
      try {
        visit.show(manifest);
      } catch (error) {
        this.crashed(visit.rule, manifest, error);
      }
    }
  }

  private visitsFor({ type, podTemplate }: Manifest): readonly RuleVisit[] {
    const known = podTemplate ? this.forPods : this.forObjects;
    let found = known.get(type);
    if (!found) {
      found = this.visits.filter(
        ({ rule: { visitor } }) => seesManifest(visitor, type) || (podTemplate && seesPod(visitor)),
      );
      known.set(type, found);
    }
    return found;
  }
}

/** One rule, and what it is shown just now: made once for all objects, as there are thousands of them. */
class RuleVisit implements Visit {
  private manifest!: Manifest;
  private container: string | undefined;

  public constructor(
    public readonly rule: DefinedRule,
    public readonly all: ManifestSet,
    public readonly target: Target,
    private readonly findings: Finding[],
    private readonly severity: Severity | undefined,
  ) {}

  public show(manifest: Manifest): void {
    const { visitor } = this.rule;
    const pod = manifest.podTemplate;
    this.manifest = manifest;
    this.container = undefined;
    if (seesManifest(visitor, manifest.type)) visitor.manifest?.(manifest, this);
    if (!pod) return;
    visitor.podTemplate?.(pod, this);
    if (!visitor.container) return;
    for (const each of pod.containers) {
      this.container = each.name;
      visitor.container(each, this);
    }
  }

  public readonly option = <T>({ name, defaultValue }: OptionOf<T>): T => this.rule.options[name] ?? defaultValue;

  public readonly report = (found: Report): void => {
    const { manifest, container } = this;
    const { message, pointer, verbs } = found;
    let patches: Patch[] | undefined;
    const finding: Finding = {
      rule: this.rule.meta.id,
      severity: this.severity ?? found.severity ?? this.rule.meta.severity,
      message,
      object: manifest.ref,
      origin: manifest.origin,
      pointer,
      container,
      verbs,
      get fix() {
        patches ??= found.fix?.() ?? [];
        return patches;
      },
    };
    this.findings.push(attach(finding, manifest));
  };
}

function seesManifest({ manifest, types }: Visitor, type: string): boolean {
  return manifest !== undefined && (types === undefined || types.includes(type));
}

function seesPod({ podTemplate, container }: Visitor): boolean {
  return podTemplate !== undefined || container !== undefined;
}
