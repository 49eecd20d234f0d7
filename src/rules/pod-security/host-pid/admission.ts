import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.spec.?hostPID.orValue(false)',
  message: 'shares the process namespace of the node; remove hostPID',
};
