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
    for (const manifest of manifests.all)
      walk(manifest, manifests, target, [this], findings, (_, error) => throwAgain(error));
    return findings;
  }
}

export function defineRule(definition: RuleDefinition): DefinedRule {
  return new DefinedRule(definition);
}

/** Shows one object to all rules; a rule that throws is handed to `crashed`, with what it threw. */
export function walk(
  manifest: Manifest,
  all: ManifestSet,
  target: Target,
  rules: readonly DefinedRule[],
  findings: Finding[],
  crashed: (rule: DefinedRule, error: unknown) => void,
  severityOf: (ruleId: string) => Severity | undefined = () => undefined,
): void {
  const pod = manifest.podTemplate;
  for (const rule of rules) {
    const { visitor } = rule;
    const seesManifest = visitor.manifest && (visitor.types === undefined || visitor.types.includes(manifest.type));
    if (!seesManifest && !(pod && (visitor.podTemplate || visitor.container))) continue;
    let container: string | undefined;
    const visit: Visit = {
      target,
      all,
      option: ({ name, defaultValue }) => rule.options[name] ?? defaultValue,
      report: (found) => {
        const severity = severityOf(rule.meta.id) ?? found.severity ?? rule.meta.severity;
        const { ref: object, origin } = manifest;
        const { message, pointer, verbs } = found;
        let patches: Patch[] | undefined;
        const finding: Finding = {
          rule: rule.meta.id,
          severity,
          message,
          object,
          origin,
          pointer,
          container,
          verbs,
          get fix() {
            patches ??= found.fix?.() ?? [];
            return patches;
          },
        };
        findings.push(attach(finding, manifest));
      },
    };
    try {
      if (seesManifest) visitor.manifest?.(manifest, visit);
      if (!pod) continue;
      visitor.podTemplate?.(pod, visit);
      if (!visitor.container) continue;
      for (const each of pod.containers) {
        container = each.name;
        visitor.container(each, visit);
      }
    } catch (error) {
      crashed(rule, error);
    }
  }
}

function throwAgain(error: unknown): never {
  throw error;
}
