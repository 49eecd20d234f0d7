import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { Admission } from '../../shared/admission/admission';
import { POD_CONTEXT } from '../../shared/admission/pod-cel';
import { OLD } from './rule';

/** An annotation beside the field is for older clusters. */
function replaced({ annotation, field }: (typeof OLD)[number]): string {
  if (!annotation.endsWith('/')) return `(a == '${annotation}' && !${POD_CONTEXT}.?${field}.hasValue())`;
  const ofContainer = `c.name == a.substring(${annotation.length}) && c.?securityContext.?${field}.hasValue()`;
  return `(a.startsWith('${annotation}') && !${POD_CONTEXT}.?${field}.hasValue() && !variables.containers.exists(c, ${ofContainer}))`;
}

export const admission: Admission = {
  family: 'pod-security',
  pod: ({ kubernetesVersion }) => {
    const old = OLD.filter(({ deprecated }) => atLeast(kubernetesVersion, deprecated));
    return `variables.annotations.exists(a, ${old.map(replaced).join(' || ')})`;
  },
  message: 'has an annotation of old for its security; use the field of the security context',
};
