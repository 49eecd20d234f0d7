import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { label } from '../../shared/admission/labels';
import { ENFORCE, SYSTEM_NAMESPACES } from '../../shared/pod-security-labels';

export const admission: Admission = {
  family: 'namespaces',
  types: ['Namespace'],
  object: `${label(ENFORCE)} == 'baseline' && !(object.metadata.?name.orValue('') in ${celList(SYSTEM_NAMESPACES)})`,
  message:
    'enforces the Pod Security level "baseline"; set the label pod-security.kubernetes.io/enforce to "restricted"',
};
