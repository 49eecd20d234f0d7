import type { AdmissionTarget, Fill, PodAdmission } from '../../rules/shared/admission/admission';
import { optional } from '../../rules/shared/admission/cel';
import { STAGE_LABEL } from '../bindings';
import { unlessWaived } from '../expressions';
import { AdmissionStage } from '../stage';
import { celFor } from '../target';
import { STOPS } from './care';
import type { FilledField } from './filled-field';

/** A rule whose value the cluster fills. */
export interface FillRule {
  readonly rule: string;
  readonly field: FilledField;
  /** Whether the rule asks for containers, `c`; else it asks for the pod. */
  readonly ofContainers: boolean;
  /** Whether the value is filled, and no waiver holds: of a container, in it or in its pod. */
  readonly cel: string;
}

/**
 * Makes the fill of a rule; undefined if the target allows everything.
 *
 * @param waived the rules with waivers that fill the same field: what is waived by one is not filled for another
 */
export function fillRule(
  rule: string,
  { container, pod, fill }: PodAdmission,
  target: AdmissionTarget,
  field: FilledField,
  waived: readonly string[],
): FillRule | undefined {
  const { where = container ?? pod, unless } = hasValue(fill) ? fill : {};
  const offence = celFor(where, target);
  if (offence === undefined) return undefined;
  const ofContainers = container !== undefined;
  const isSet = (subject: string) => `${optional(subject, field.path)}.hasValue()`;
  const stops = STOPS[field.path.at(-1) as string];
  const parts = [
    offence,
    ...(field.isOfPod ? [`!${isSet('variables.spec')}`] : []),
    ...(ofContainers && !Array.isArray(field.value) ? [`!${isSet('c')}`] : []), // a list gets another item
    ...[unless, stops].flatMap((each) => (each === undefined ? [] : [`!(${each})`])),
  ];
  const cel = parts.map((part) => `(${part})`).join(' && ');
  const kept = waived.reduce((rest, each) => unlessWaived(each, rest, true, ofContainers), cel);
  return { rule, field, ofContainers, cel: kept };
}

/** What pods get, and where. */
export interface Filled {
  readonly fills: readonly FillRule[];
  /** Where pods are filled, in CEL; default: everywhere. */
  readonly zone?: string;
}

/**
 * Takes from an offence, in a template, what the cluster fills in the pods of the template.
 *
 * @param ofContainer whether the offence is that of a container, `c`
 */
export function withoutFilled(
  cel: string,
  rule: string,
  { fill }: PodAdmission,
  target: AdmissionTarget,
  { fills, zone }: Filled,
  ofContainer: boolean,
): string {
  const own = fills.filter((each) =>
    fill === 'endsWithAny'
      ? ofContainer || !each.ofContainers
      : each.rule === rule && each.ofContainers === ofContainer,
  );
  if (own.length === 0) return cel;
  const left = hasValue(fill) ? celFor(fill.leaves, target) : undefined;
  const parts = [
    "object.kind != 'Pod'",
    ...(zone === undefined ? [] : [zone]),
    own.map((each) => `(${each.cel})`).join(' || '),
    ...(left === undefined ? [] : [`!(${left})`]),
  ];
  return `(${cel}) && !(${parts.map((part) => `(${part})`).join(' && ')})`;
}

/** The names of the containers that get a rule's value, and of a field of the pod, whether the pod gets it. */
export function namesOf({ rule }: FillRule): { readonly containers: string; readonly pod: string } {
  const name = rule.replaceAll('-', '_');
  return { containers: `fill_${name}`, pod: `pod_${name}` };
}

/** Says in an expression of a stage where pods are filled: where their namespace denies. */
export function zoneOf(stage: AdmissionStage): string | undefined {
  if (stage === AdmissionStage.DENY) return undefined;
  return `namespaceObject.metadata.?labels[?'${STAGE_LABEL}'].orValue('') == '${AdmissionStage.DENY}'`;
}

/** Whether a rule has a value that is filled. */
export function hasValue(fill: Fill | undefined): fill is Exclude<Fill, string | { readonly notFilled: string }> {
  return typeof fill === 'object' && !('notFilled' in fill);
}
