import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.spec.?shareProcessNamespace.orValue(false)',
  message: "lets its containers see each other's processes; remove shareProcessNamespace",
};
