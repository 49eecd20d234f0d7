import type { Admission } from '../../shared/admission/admission';
import { celList, celText } from '../../shared/admission/cel';
import { type ExemptingLabel, OF_NAMESPACES, OF_PODS } from './labels';

function isExempting(map: string, { key, values }: ExemptingLabel): string {
  return values ? `${map}[?${celText(key)}].orValue('') in ${celList(values)}` : `${map}[?${celText(key)}].hasValue()`;
}

export const admission: Admission = {
  family: 'pod-security',
  pod: `[variables.template.?metadata.?labels, variables.template.?metadata.?annotations].exists(m, ${OF_PODS.map((each) => isExempting('m', each)).join(' || ')})`,
  message: 'is outside a service mesh and its policies, by a label or annotation; remove it',
  partly: 'which labels the webhooks of the cluster exempt is asked of all objects; CEL lists none',
  also: {
    family: 'namespaces',
    types: ['Namespace'],
    object: OF_NAMESPACES.map(
      (each) =>
        `(${isExempting('object.metadata.?labels', each)} && !(object.metadata.?name.orValue('') in ${celList(each.spared ?? [])}))`,
    ).join(' || '),
    message: 'has a label that switches policies off for its objects; remove it',
  },
};
