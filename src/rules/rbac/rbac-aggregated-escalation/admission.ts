import { BOOTSTRAPPING, CLUSTER_ROLE } from '../../../analysis/access/roles';
import type { Admission, AdmissionTarget } from '../../shared/admission/admission';
import { celList, celMap, celText } from '../../shared/admission/cel';
import { escalates } from '../../shared/admission/escalations';
import { label } from '../../shared/admission/labels';
import { labelFor, TARGETS } from './rule';

/** Whether a selector, `s`, matches one of some maps of labels. */
function selects(...all: readonly { readonly [key: string]: string }[]): string {
  const mapOf = (labels: { readonly [key: string]: string }) =>
    celMap(Object.entries(labels).map(([key, value]) => [key, celText(value)]));
  const isListed = "m[?e.key].orValue('') in e.?values.orValue([])";
  const holds = [
    `e.operator == 'In' ? e.key in m && ${isListed}`,
    `e.operator == 'NotIn' ? !(e.key in m && ${isListed})`,
    `(e.operator == 'Exists') == (e.key in m)`,
  ].join(' : ');
  return `[${all.map(mapOf).join(', ')}].exists(m, s.?matchLabels.orValue({}).all(k, k in m && m[k] == s.matchLabels[k]) && s.?matchExpressions.orValue([]).all(e, ${holds}))`;
}

const SELECTORS = 'object.?aggregationRule.?clusterRoleSelectors.orValue([])';
const IS_BUILT_IN = `(object.metadata.?name.orValue('') in ${celList(TARGETS)} && ${Object.entries(BOOTSTRAPPING)
  .map(([key, value]) => `${label(key)} == ${celText(value)}`)
  .join(' && ')})`;
const COPIES = ['admin', 'edit'] as const;
/** A copy of everything is reported by another rule. */
const IS_COPY = `!${IS_BUILT_IN} && !${SELECTORS}.exists(s, ${selects(BOOTSTRAPPING)}) && ${SELECTORS}.exists(s, ${selects(...COPIES.map((from) => ({ ...BOOTSTRAPPING, [labelFor(from)]: 'true' })))})`;

/** A permission that a role already has is not an escalation; each of the roles has those of the roles before it. */
function adds({ kubernetesVersion }: AdmissionTarget): string {
  const into = (target: (typeof TARGETS)[number]) => `${label(labelFor(target))} == 'true'`;
  const some = (heldBy: 'admin' | 'edit' | undefined, ...targets: readonly (typeof TARGETS)[number][]) =>
    `((${targets.map(into).join(' || ')}) && variables.rules.exists(r, ${escalates(heldBy, kubernetesVersion)}))`;
  return [some(undefined, ...TARGETS), some('admin', 'view', 'edit'), some('edit', 'view')].join(' || ');
}

export const admission: Admission = {
  family: 'rbac',
  types: [CLUSTER_ROLE],
  object: (target) => `(${IS_COPY}) || ${adds(target)}`,
  message:
    'adds dangerous permissions to view, edit or admin by a label, or copies edit or admin; remove the label or the selector',
};
