import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'availability',
  types: ['policy/PodDisruptionBudget'],
  object: "object.?spec.?unhealthyPodEvictionPolicy.orValue('') == ''",
  message: 'lets pods that never become ready block a drain; set unhealthyPodEvictionPolicy to "AlwaysAllow"',
};
