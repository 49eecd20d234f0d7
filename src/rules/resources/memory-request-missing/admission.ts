import type { Admission } from '../../shared/admission/admission';
import { FILLED, lacks } from '../../shared/admission/resources';

export const admission: Admission = {
  family: 'pod-security',
  container: ({ kubernetesVersion }) => lacks('requests', 'memory', kubernetesVersion),
  message: 'requests no memory; set resources.requests.memory to what it needs',
  podsOnly: true,
  partly: FILLED,
};
