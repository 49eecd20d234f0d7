import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { label } from '../../shared/admission/labels';
import { ENFORCE, LEVELS } from '../../shared/pod-security-labels';

export const admission: Admission = {
  family: 'namespaces',
  types: ['Namespace'],
  object: `!(${label(ENFORCE)} in ${celList(LEVELS)})`,
  message: 'enforces no Pod Security level; set the label pod-security.kubernetes.io/enforce',
};
