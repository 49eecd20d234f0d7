import type { DefinedRule } from '../../engine/define-rule';
import type { IRule, PodSecurityLevel } from '../../engine/rule';
import type { SingleWaiver } from '../../engine/waivers/waiver';
import type { ObjectAdmission, PodAdmission } from '../../rules/shared/admission/admission';
import type { SparedNamespace } from '../bindings';
import type { AdmissionStage } from '../stage';
import { targetOf } from '../target';
import { type AdmissionGap, waiversOf, waiverVariables } from '../waived';
import { fillPolicy } from './fill-policy';
import { type Filled, fillRule, hasValue, zoneOf } from './fill-rules';
import { filledField } from './filled-field';

/** What is filled, for the policies that judge templates. */
export interface Filling extends Filled {
  /** The policy that fills, and its binding. */
  readonly objects: readonly any[];
  readonly leftOut: readonly AdmissionGap[];
}

/** Makes what fills the pods that some rules judge. Throws if no rule has a value to fill. */
export function fillingOf(
  parts: readonly { readonly rule: IRule; readonly admission: PodAdmission | ObjectAdmission }[],
  waivers: ReadonlyMap<string, readonly SingleWaiver[]>,
  settings: {
    readonly version: string;
    readonly level: PodSecurityLevel;
    readonly today: string;
    readonly stage: AdmissionStage;
    readonly spared: readonly SparedNamespace[];
  },
): Filling {
  const { version, level, today, stage, spared } = settings;
  const leftOut: AdmissionGap[] = [];
  const filled = parts.flatMap(({ rule, admission }) => {
    if ('types' in admission) return [];
    const { fill } = admission;
    if (typeof fill === 'object' && 'notFilled' in fill)
      leftOut.push({ what: `fill of ${rule.meta.id}`, why: fill.notFilled });
    if (!hasValue(fill)) return [];
    return [{ rule: rule as DefinedRule, admission, field: filledField(rule as DefinedRule, version, today) }];
  });
  const fills = filled.flatMap(({ rule, admission, field }) => {
    const same = filled.filter((each) => each.field.path.join('/') === field.path.join('/'));
    const waived = same.map((each) => each.rule.meta.id).filter((id) => waivers.has(id));
    return fillRule(rule.meta.id, admission, targetOf(rule, version, level), field, waived) ?? [];
  });
  if (fills.length === 0)
    throw new Error(
      'no rule of the profile and the families fills pods; ask for the family pod-security, or do not fill',
    );
  const objects = fillPolicy(fills, waiverVariables(waiversOf(fills, waivers), true), { stage, spared });
  return { fills, zone: zoneOf(stage), objects, leftOut };
}
