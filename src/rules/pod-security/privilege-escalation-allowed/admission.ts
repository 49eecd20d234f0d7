import type { Admission } from '../../shared/admission/admission';
import { ADDED, CONTEXT, unlessWindows } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: (target) => unlessWindows(target, `${CONTEXT}.?allowPrivilegeEscalation.orValue(true)`),
  message: 'may gain privileges; set allowPrivilegeEscalation to false',
  // The API server refuses the value beside these.
  fill: { unless: `${CONTEXT}.?privileged.orValue(false) || 'CAP_SYS_ADMIN' in ${ADDED}` },
};
