import { groupBy } from '../../json/group-by';
import { celList, celMap, celText, optional } from '../../rules/shared/admission/cel';
import { bindingsOf, type SparedNamespace } from '../bindings';
import { POD_VARIABLES, usedVariables } from '../pod-variables';
import { fillConditions, NEW_PODS } from '../requests';
import { AdmissionStage } from '../stage';
import { CARE_VARIABLES, STOPS_IN_POD } from './care';
import { type FillRule, namesOf } from './fill-rules';
import type { FilledField } from './filled-field';

/** The first version in which MutatingAdmissionPolicy is stable. */
export const FILL_SINCE = '1.36';
const NAME = 'hardening-fill';

/** A field with the rules that fill it. */
interface Target {
  readonly field: FilledField;
  readonly rules: readonly FillRule[];
}

/** The policy that fills new pods, and its binding: in the namespaces that deny. */
export function fillPolicy(
  fills: readonly FillRule[],
  waivers: { readonly [name: string]: string },
  stages: { readonly stage: AdmissionStage; readonly spared: readonly SparedNamespace[] },
): any[] {
  const targets = [...groupBy(fills, ({ field }) => field.path.join('/')).values()].map((rules) => ({
    field: (rules[0] as FillRule).field,
    rules,
  }));
  const expression = patches(targets);
  const own = Object.assign({}, ...fills.map(fillVariables));
  const variables = usedVariables([expression], { ...POD_VARIABLES, ...CARE_VARIABLES, ...waivers, ...own });
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const bindings = bindingsOf(NAME, new Set(['Namespaced']), { ...stages, clusterStage: stages.stage });
  return [
    {
      ...{ apiVersion, kind: 'MutatingAdmissionPolicy', metadata: { name: NAME } },
      spec: {
        failurePolicy: 'Fail',
        reinvocationPolicy: 'IfNeeded', // a webhook may add containers later
        matchConstraints: { resourceRules: [NEW_PODS] },
        matchConditions: fillConditions(),
        variables,
        mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression } }],
      },
    },
    ...bindings
      .filter(({ metadata }) => metadata.name.endsWith(`-${AdmissionStage.DENY}`))
      .map(({ metadata, spec: { policyName, matchResources } }) => ({
        ...{ apiVersion, kind: 'MutatingAdmissionPolicyBinding', metadata },
        spec: { policyName, matchResources: { ...matchResources, resourceRules: [NEW_PODS] } },
      })),
  ];
}

/**
 * Which containers get a value. If all that would inherit it from their pod are among them, the pod gets it, as `fix` writes it.
 */
function fillVariables(fill: FillRule): { readonly [name: string]: string } {
  const { field, ofContainers, cel } = fill;
  const { containers, pod } = namesOf(fill);
  if (!ofContainers) return { [pod]: cel };
  const names = { [containers]: `variables.containers.filter(c, ${cel}).map(c, c.name)` };
  if (!field.isOfPod) return names;
  const stops = STOPS_IN_POD[field.path.at(-1) as string];
  const heirs = `variables.containers.filter(c, !${optional('c', field.path)}.hasValue())`;
  const all = `variables.${containers}.size() > 0 && ${heirs}.all(c, c.name in variables.${containers})`;
  return { ...names, [pod]: stops === undefined ? all : `${all} && !(${stops})` };
}

function patches(targets: readonly Target[]): string {
  const ofPod = targets.filter(({ field }) => field.isOfPod);
  const inPod = ofPod.map((target) => ({ ...target, when: anyOf(target, ({ pod }) => `variables.${pod}`) }));
  const inContainers = targets.flatMap((target) => {
    const rules = target.rules.filter(({ ofContainers }) => ofContainers);
    if (rules.length === 0) return [];
    const alone = target.field.isOfPod ? ({ pod }: Names) => `!variables.${pod} && ` : () => '';
    const when = anyOf({ ...target, rules }, (names) => `${alone(names)}c.name in variables.${names.containers}`);
    return [{ ...target, when }];
  });
  const lists = (inContainers.length === 0 ? [] : ['containers', 'initContainers']).map((list) => {
    const each = adds(inContainers, 'c', `'/spec/${list}/' + string(i) + `);
    return `variables.spec.?${list}.orValue([]).transformList(i, c, ${each}).flatten()`;
  });
  return [...(inPod.length === 0 ? [] : [adds(inPod, 'variables.spec', "'/spec' + ")]), ...lists].join(' + ');
}

type Names = ReturnType<typeof namesOf>;

function anyOf({ rules }: Target, name: (names: Names) => string): string {
  return rules.map((rule) => name(namesOf(rule))).join(' || ');
}

/** The patches for one pod or container; what a field is in is made before it, once. */
function adds(targets: readonly (Target & { readonly when: string })[], subject: string, at: string): string {
  const parents = groupBy(
    targets.flatMap(({ field, when }) =>
      field.path.slice(0, -1).map((_, index) => ({ parent: field.path.slice(0, index + 1), when })),
    ),
    ({ parent }) => parent.join('/'),
  );
  const made = [...parents.values()].map((some) => {
    const { parent } = some[0] as (typeof some)[number];
    const when = some.map((each) => each.when).join(' || ');
    return `(!${optional(subject, parent)}.hasValue() && (${when}) ? [${add(at, parent, '{}')}] : [])`;
  });
  const set = targets.map(({ field, when }) => {
    const { path, value } = field;
    const whole = `[${add(at, path, celOf(value))}]`;
    if (!Array.isArray(value)) return `(${when} ? ${whole} : [])`;
    const items = value.map((item) => add(at, [...path, '-'], celOf(item))).join(', ');
    return `(${when} ? (${optional(subject, path)}.orValue([]).size() > 0 ? [${items}] : ${whole}) : [])`;
  });
  return [...made, ...set].join(' + ');
}

function add(at: string, path: readonly string[], value: string): string {
  return `JSONPatch{op: 'add', path: ${at}${celText(`/${path.join('/')}`)}, value: ${value}}`;
}

/** A value of a fix as a literal of CEL. */
function celOf(value: unknown): string {
  if (typeof value === 'string') return celText(value);
  if (Array.isArray(value)) return celList(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return celMap(Object.entries(value).map(([key, each]) => [key, celOf(each)]));
}
