import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT, unlessUserNamespace } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  pod: (target) => unlessUserNamespace(target, `${POD_CONTEXT}.?runAsUser.orValue(1) == 0`),
  container: (target) => unlessUserNamespace(target, `${CONTEXT}.?runAsUser.orValue(1) == 0`),
  message: 'runs as user 0; remove runAsUser, or set it to a non-root user',
};
