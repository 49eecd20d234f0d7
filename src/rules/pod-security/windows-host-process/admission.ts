import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  pod: `${POD_CONTEXT}.?windowsOptions.?hostProcess.orValue(false)`,
  container: `${CONTEXT}.?windowsOptions.?hostProcess.orValue(false)`,
  message: 'runs as a process on the Windows node; remove hostProcess',
};
