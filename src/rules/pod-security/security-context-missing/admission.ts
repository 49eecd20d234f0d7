import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: `${POD_CONTEXT}.orValue({}).size() == 0 && ${CONTEXT}.orValue({}).size() == 0`,
  message: 'has no security settings, and its pod has none; set a securityContext',
  fill: 'endsWithAny',
};
