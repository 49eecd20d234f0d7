import type { DefinedRule } from '../engine/define-rule';
import type { PodSecurityLevel } from '../engine/rule';
import type { AdmissionTarget } from '../rules/shared/admission/admission';

/** What a rule's expressions are made for: a version, a level, and the rule's own options. */
export function targetOf(
  { options }: DefinedRule,
  kubernetesVersion: string,
  podSecurityLevel: PodSecurityLevel,
): AdmissionTarget {
  return { kubernetesVersion, podSecurityLevel, option: ({ name, defaultValue }) => options[name] ?? defaultValue };
}
