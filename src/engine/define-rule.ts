import type { Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { ObjectRef, Origin } from '../model/object-ref';
import type { Container, PodTemplate } from '../model/pod-template';
import type { Finding } from './finding';
import type { IConfigurableRule, RuleMeta, Target } from './rule';
import { checkOptions, type OptionOf } from './rule-option';
import type { Severity } from './severity';
import { Walk } from './walk';

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

/** A finding of a rule; its fix is worked out when somebody asks. */
class Found implements Finding {
  /** One accessor serves all findings: with one each, no two were alike to V8. */
  static readonly #WHEN_ASKED: PropertyDescriptor & ThisType<Found> = {
    enumerable: true,
    configurable: true,
    get() {
      const value = this.#mend?.() ?? [];
      Object.defineProperty(this, 'fix', { value, enumerable: true });
      return value;
    },
  };

  declare public readonly rule: string;
  declare public readonly severity: Severity;
  declare public readonly message: string;
  declare public readonly object: ObjectRef;
  declare public readonly origin: Origin;
  declare public readonly pointer: string;
  declare public readonly container: string | undefined;
  declare public readonly verbs: string[] | undefined;
  declare public readonly fix: Patch[];
  readonly #mend: Report['fix'];

  public constructor(
    rule: string,
    severity: Severity,
    { message, pointer, verbs, fix }: Report,
    { ref, origin }: Manifest,
    container: string | undefined,
  ) {
    this.rule = rule;
    this.severity = severity;
    this.message = message;
    this.object = ref;
    this.origin = origin;
    this.pointer = pointer;
    this.container = container;
    this.verbs = verbs;
    this.#mend = fix;
    Object.defineProperty(this, 'fix', Found.#WHEN_ASKED);
  }
}

/**
 * What a rule reported, as a finding.
 *
 * @param wanted the severity, whatever the rule says; default: what the rule says
 */
export function findingOf(
  { meta }: DefinedRule,
  report: Report,
  manifest: Manifest,
  container: string | undefined,
  wanted = report.severity ?? meta.severity,
): Finding {
  return new Found(meta.id, wanted, report, manifest, container);
}
