import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'availability',
  types: ['policy/PodDisruptionBudget'],
  object: [
    "string(object.?spec.?maxUnavailable.orValue(1)).matches('^(0|0+%)$')",
    "string(object.?spec.?minAvailable.orValue(0)).matches('^0*[1-9][0-9]{2,}%$')",
  ].join(' || '),
  message: 'allows no eviction; set maxUnavailable to 1 or more',
  partly: 'a number in minAvailable is compared with the number of pods; CEL lists no objects',
};
