import type { Admission } from '../../shared/admission/admission';
import { celText } from '../../shared/admission/cel';
import { label } from '../../shared/admission/labels';
import { ENFORCE_VERSION } from '../../shared/pod-security-labels';
import { PINNED } from './rule';

export const admission: Admission = {
  family: 'namespaces',
  types: ['Namespace'],
  object: `!${label(ENFORCE_VERSION)}.matches(${celText(PINNED.source)})`,
  message:
    'enforces the Pod Security version of the cluster, or an unknown one; set the label pod-security.kubernetes.io/enforce-version',
};
