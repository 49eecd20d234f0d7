import type { Admission } from '../../shared/admission/admission';
import { FILLED, lacks } from '../../shared/admission/resources';

export const admission: Admission = {
  family: 'pod-security',
  container: ({ kubernetesVersion }) => lacks('limits', 'memory', kubernetesVersion),
  message: 'has no memory limit; set resources.limits.memory',
  podsOnly: true,
  partly: FILLED,
};
