import { SharedTexts } from '../json/shared-texts';
import { readableOf } from '../model/api';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { Finding } from './finding';
import type { IConfigurableRule, RuleContext, RuleMeta } from './rule';
import { checkOptions } from './rule-option';
import type { ReportDescriptor, Visitor } from './visitor';
import { type VisitorRule, Walk } from './walk';

export interface RuleDefinition extends RuleMeta {
  readonly visit: Visitor;
  /** What a report says beside the findings: about what the objects are judged for, and how old the rule's data are. */
  readonly remarks?: (target: RuleContext) => readonly string[];
}

/** Implements a rule by a visitor, so that one walk serves all rules. */
export class DefinedRule implements IConfigurableRule, VisitorRule {
  public readonly meta: RuleMeta;
  public readonly visitor: Visitor;
  public readonly options: { readonly [name: string]: any };
  public readonly remarks: (target: RuleContext) => readonly string[];

  public constructor(definition: RuleDefinition, options: { [name: string]: any } = {}) {
    const { visit, remarks = () => [], ...meta } = definition;
    checkOptions(meta.id, meta.options ?? [], options);
    this.meta = meta;
    this.visitor = visit;
    this.options = options;
    this.remarks = remarks;
  }

  public withOptions(options: { [name: string]: any }): DefinedRule {
    const { meta, visitor: visit, remarks } = this;
    return new DefinedRule({ ...meta, visit, remarks }, { ...this.options, ...options });
  }

  public check(manifests: ManifestSet, context: RuleContext): Finding[] {
    const findings: Finding[] = [];
    const texts = new SharedTexts();
    const readable = readableOf(manifests, context.kubernetesVersion);
    const walk = new Walk([this], readable, context, {
      found: (...what) => findings.push(findingOf(...what, texts)),
      crashed: (_rule, _manifest, error) => {
        throw error;
      },
    });
    for (const manifest of readable.all) walk.show(manifest);
    return findings;
  }
}

export function defineRule(definition: RuleDefinition): DefinedRule {
  return new DefinedRule(definition);
}

/**
 * Converts what a rule reported into a finding.
 *
 * @param texts of all findings of a check
 * @param severity a severity that overrides the reported one; default: the reported one, else the rule's
 */
export function findingOf(
  { meta }: VisitorRule,
  report: ReportDescriptor,
  manifest: Manifest,
  container: string | undefined,
  texts: SharedTexts,
  severity = report.severity ?? meta.severity,
): Finding {
  const { standards, verbs, ofPartialPod } = report;
  const { objectRef, origin } = manifest;
  const message = texts.of(report.message);
  const pointer = texts.of(report.pointer);
  const fix = (report.fix ?? []).map((patch) => ({ ...patch, path: texts.of(patch.path) }));
  return {
    rule: meta.id,
    severity,
    message,
    objectRef,
    origin,
    manifest,
    pointer,
    container,
    standards,
    verbs,
    fix,
    ofPartialPod,
  };
}
