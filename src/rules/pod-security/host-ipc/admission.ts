import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.spec.?hostIPC.orValue(false)',
  message: 'shares the IPC namespace of the node; remove hostIPC',
};
