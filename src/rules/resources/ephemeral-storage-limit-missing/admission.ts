import type { Admission } from '../../shared/admission/admission';
import { FILLED, lacks } from '../../shared/admission/resources';

export const admission: Admission = {
  family: 'pod-security',
  container: ({ kubernetesVersion }) => lacks('limits', 'ephemeral-storage', kubernetesVersion),
  message: "may fill the node's disk; set resources.limits.ephemeral-storage",
  podsOnly: true,
  partly: FILLED,
};
