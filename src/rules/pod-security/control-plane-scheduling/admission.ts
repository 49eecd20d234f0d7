import type { Admission } from '../../shared/admission/admission';
import { celList, celText, nullable } from '../../shared/admission/cel';
import { CONTROL_PLANE_NAME, ROLES } from './rule';

const NAMES = celList(ROLES);
const AFFINITY = 'variables.spec.?affinity.?nodeAffinity';

function tolerated(owner: string): string {
  const key = "t.?key.orValue('')";
  const all = "t.?operator.orValue('') == 'Exists' && t.?effect.orValue('') in ['', 'NoSchedule']";
  return `${owner}.?tolerations.orValue([]).exists(t, ${key} != '' ? ${key} in ${NAMES} : ${all})`;
}

function labelled(owner: string): string {
  return `${owner}.?nodeSelector.orValue({}).exists(l, l in ${NAMES})`;
}

function wants(term: string): string {
  return `${term}.?matchExpressions.orValue([]).exists(e, e.key in ${NAMES} && e.operator in ['In', 'Exists'])`;
}

export const admission: Admission = {
  family: 'pod-security',
  pod: [
    `${tolerated('variables.spec')} || ${labelled('variables.spec')}`,
    `${nullable(`${AFFINITY}.?requiredDuringSchedulingIgnoredDuringExecution.?nodeSelectorTerms`)}.exists(t, ${wants('t')})`,
    `${AFFINITY}.?preferredDuringSchedulingIgnoredDuringExecution.orValue([]).exists(t, ${wants('t.?preference')})`,
    // The scheduler itself sets the name later.
    `(request.operation == 'CREATE' && variables.spec.?nodeName.orValue('').matches(${celText(CONTROL_PLANE_NAME.source)}))`,
  ].join(' || '),
  message: 'may run on nodes of the control plane; remove the toleration, the selector or the node name',
  also: {
    family: 'cluster',
    types: ['node.k8s.io/RuntimeClass'],
    object: `${tolerated('object.?scheduling')} || ${labelled('object.?scheduling')}`,
    message: 'lets its pods run on nodes of the control plane; remove the toleration or the selector',
  },
};
