import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT, unlessUserNamespace } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  pod: (target) => unlessUserNamespace(target, `!${POD_CONTEXT}.?runAsNonRoot.orValue(true)`),
  container: (target) =>
    unlessUserNamespace(target, `!${CONTEXT}.?runAsNonRoot.orValue(${POD_CONTEXT}.?runAsNonRoot.hasValue())`),
  message: 'may run as root; set runAsNonRoot to true',
  fill: {},
};
