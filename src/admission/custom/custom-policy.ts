import { Types } from '../../kubernetes/api/types';
import { minorVersion } from '../../kubernetes/kubernetes-version';
import { typeOf, type WorkloadKind } from '../../kubernetes/workload-kinds';
import { celList } from '../../rules/shared/admission/cel';
import { WARNING_POLICY } from '../../rules/shared/warning-policy';
import { bindingsOf, type Stages } from '../bindings';
import { type Judged, listing, listingValidation } from '../expressions';
import { CARE_VARIABLES } from '../fill/care';
import { POD_VARIABLES, usedVariables } from '../pod-variables';
import { podConditions, resourceRule } from '../requests';
import { validatingPolicy } from '../validating-policy';
import type { AdmissionGap } from '../waived';
import { type CustomKind, customKinds } from './custom-kinds';
import { hasField, isOf, LISTS, templatesOf } from './templates';
import { typedFields } from './typed';

/** The index of a template, in expressions that say something of each. */
const INDEX = 'n';
/** Templates of an object that are judged. */
const MOST_TEMPLATES = 64;
/** Each has a value for each template. */
const OF_TEMPLATE = { ...POD_VARIABLES, ...CARE_VARIABLES };

export interface CustomProps {
  readonly registered: readonly WorkloadKind[];
  /** The rules of the family `pod-security`. */
  readonly judged: readonly Judged[];
  /** The variables of the waivers. */
  readonly waivers: { readonly [name: string]: string };
  readonly kubernetesVersion: string;
  readonly stages: Stages;
}

/**
 * The policy for pods in objects of custom kinds, with its bindings. It never refuses, and so it skips what it cannot evaluate: only the
 * controller knows what it makes of an object. The pods themselves are refused.
 */
export function customPolicy({ registered, judged, waivers, kubernetesVersion, stages }: CustomProps): {
  readonly objects: readonly any[];
  readonly leftOut: readonly AdmissionGap[];
} {
  if (judged.length === 0) return { objects: [], leftOut: [] };
  const { kinds, leftOut } = customKinds(registered);
  const validation = listingValidation();
  const variables = usedVariables(Object.values(validation), {
    ...Object.fromEntries(Object.entries(OF_TEMPLATE).map(([name, cel]) => [name, ofEach(cel)])),
    ...templateVariables(kinds, judged, Types.in(minorVersion(kubernetesVersion))),
    absent: absentFields(kinds, judged),
    ...waivers,
    ...listing(judged.map(inAnyTemplate), "'pod'"),
  });
  const policy = validatingPolicy(WARNING_POLICY.replace('hardening-', ''), {
    failurePolicy: 'Ignore',
    matchConstraints: { resourceRules: resourceRules(kinds) },
    matchConditions: podConditions(),
    variables,
    validations: [validation],
  });
  return {
    objects: [
      policy,
      ...bindingsOf(policy.metadata.name, new Set(['Cluster', 'Namespaced']), { ...stages, neverDenies: true }),
    ],
    leftOut,
  };
}

/** A rule of each template: it is broken if one of them breaks it. */
function inAnyTemplate({ rule, message, whole, missing, container }: Judged): Judged {
  const isHad =
    missing === undefined
      ? ''
      : ` && (!('${missing}' in variables.absent) || variables.spec[${INDEX}].?${missing}.hasValue())`;
  const parts = [
    ...(whole === undefined ? [] : [`((${indexed(whole)})${isHad})`]),
    ...(container === undefined ? [] : [`${indexed('variables.containers')}.exists(c, ${indexed(container)})`]),
  ];
  return { rule, message, whole: `variables.indexes.exists(${INDEX}, ${parts.join(' || ')})` };
}

/** The templates with the fields that expressions read, in several variables, as an expression has a limited length. */
function templateVariables(kinds: readonly CustomKind[], judged: readonly Judged[], types: Types) {
  const texts = [
    ...judged.flatMap(({ whole = '', container = '' }) => [whole, container]),
    ...Object.values(OF_TEMPLATE),
  ];
  const named = new Set(
    texts
      .join(' ')
      .replaceAll(/\bvariables\.\w+/g, '')
      .match(/\w+/g),
  );
  const { metadata } = typedFields('t', types.of('core.v1.PodTemplateSpec'), new Set([...named, 'metadata']));
  const { containers, ...others } = typedFields('s', types.of('core.v1.PodSpec'), named);
  const fields = Object.entries(others).filter(([name]) => !(LISTS as readonly string[]).includes(name));
  // The fields that rules read are the same in all lists of containers. Of `{?'containers': s[?l]}` the API server cannot estimate the cost:
  // it panics.
  const lists = `${celList(LISTS)}.map(l, l in s ? {'containers': s[l]} : {}).map(s, {?'containers': ${containers}})`;
  const spec = [
    ...fields.map(([name]) => `?'${name}': variables.fields[${INDEX}].?${name}`),
    ...LISTS.map((list, index) => `?'${list}': variables.lists[${INDEX}][${index}].?containers`),
  ].join(', ');
  return {
    ...templatesOf(kinds, [...LISTS, ...fields.map(([name]) => name)]),
    indexes: `[${[...Array(MOST_TEMPLATES).keys()].join(', ')}].filter(i, i < variables.written.size())`,
    specs: "variables.written.map(t, 'spec' in t && type(t.spec) == map ? t.spec : {})",
    metadata: `variables.written.map(t, {?'metadata': ${metadata}})`,
    fields: `variables.specs.map(s, {${fields.map(([name, cel]) => `?'${name}': ${cel}`).join(', ')}})`,
    lists: `variables.specs.map(s, ${lists})`,
    template: ofEach(`dyn({?'metadata': variables.metadata[${INDEX}].?metadata, 'spec': dyn({${spec}})})`),
  };
}

/** The fields of a pod that the kind of the object does not have, among those that rules find missing. */
function absentFields(kinds: readonly CustomKind[], judged: readonly Judged[]): string {
  const missing = [...new Set(judged.flatMap((each) => each.missing ?? []))].sort();
  const typesOf = new Map<string, string[]>();
  for (const { group, kind, places } of kinds) {
    const absent = missing.filter((field) => !places.some((place) => hasField(place, field)));
    if (absent.length === 0) continue;
    const list = celList(absent);
    typesOf.set(list, [...(typesOf.get(list) ?? []), typeOf(group, kind)]);
  }
  return [...typesOf].reduce((rest, [list, types]) => `${isOf(types)} ? ${list} : ${rest}`, '[]');
}

function ofEach(cel: string): string {
  return `variables.indexes.map(${INDEX}, ${indexed(cel)})`;
}

/** The same expression of one of the templates. */
function indexed(cel: string): string {
  return cel.replaceAll(/\bvariables\.(\w+)/g, (whole, name) => (name in OF_TEMPLATE ? `${whole}[${INDEX}]` : whole));
}

function resourceRules(kinds: readonly CustomKind[]): any[] {
  const groups = [...new Set(kinds.map(({ group }) => group))].sort();
  return groups.map((group) => {
    const own = kinds.filter((each) => each.group === group).map(({ resource }) => resource);
    return resourceRule(group, '*', [...new Set(own)].sort());
  });
}
