import type { DefinedRule } from '../engine/define-rule';
import type { PodSecurityLevel } from '../engine/rule';
import type { AdmissionTarget, Expression } from '../rules/shared/admission/admission';

/** What a rule's expressions are made for: a version, a level, and the rule's own options. */
export function targetOf(
  { options }: DefinedRule,
  kubernetesVersion: string,
  podSecurityLevel: PodSecurityLevel,
): AdmissionTarget {
  return { kubernetesVersion, podSecurityLevel, option: ({ name, defaultValue }) => options[name] ?? defaultValue };
}

/** The CEL of an expression for a target; undefined where it allows everything there. */
export function celFor(expression: Expression | undefined, target: AdmissionTarget): string | undefined {
  return typeof expression === 'function' ? expression(target) : expression;
}
