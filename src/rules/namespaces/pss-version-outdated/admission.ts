import type { Admission } from '../../shared/admission/admission';
import { celText } from '../../shared/admission/cel';
import { label } from '../../shared/admission/labels';
import { ENFORCE, ENFORCE_VERSION } from '../../shared/pod-security-labels';
import { oldestKept, PINNED } from './rule';

export const admission: Admission = {
  family: 'namespaces',
  types: ['Namespace'],
  object: ({ kubernetesVersion }) =>
    `${label(ENFORCE)} in ['baseline', 'restricted'] && ${label(ENFORCE_VERSION)}.matches(${celText(PINNED.source)}) && int(${label(ENFORCE_VERSION)}.substring(3)) < ${oldestKept(kubernetesVersion)}`,
  message:
    'enforces Pod Security Standards of a version without support; set the label pod-security.kubernetes.io/enforce-version',
};
