import type { Admission } from '../../shared/admission/admission';
import { FILLED, lacks } from '../../shared/admission/resources';

export const admission: Admission = {
  family: 'pod-security',
  container: ({ kubernetesVersion }) => lacks('limits', 'cpu', kubernetesVersion),
  message: 'has no cpu limit; set resources.limits.cpu',
  podsOnly: true,
  partly: FILLED,
};
