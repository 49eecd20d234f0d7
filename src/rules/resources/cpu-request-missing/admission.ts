import type { Admission } from '../../shared/admission/admission';
import { FILLED, lacks } from '../../shared/admission/resources';

export const admission: Admission = {
  family: 'pod-security',
  container: ({ kubernetesVersion }) => lacks('requests', 'cpu', kubernetesVersion),
  message: 'requests no cpu; set resources.requests.cpu to what it needs',
  podsOnly: true,
  partly: FILLED,
};
