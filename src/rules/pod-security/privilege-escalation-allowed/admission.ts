import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, unlessWindows } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: (target) => unlessWindows(target, `${CONTEXT}.?allowPrivilegeEscalation.orValue(true)`),
  message: 'may gain privileges; set allowPrivilegeEscalation to false',
};
