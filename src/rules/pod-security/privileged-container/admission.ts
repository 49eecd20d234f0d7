import type { Admission } from '../../shared/admission/admission';
import { CONTEXT } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: `${CONTEXT}.?privileged.orValue(false)`,
  message: 'is privileged, which makes it root on the node; remove privileged',
};
