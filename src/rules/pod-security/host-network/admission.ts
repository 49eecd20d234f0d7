import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.spec.?hostNetwork.orValue(false)',
  message: 'uses the network of the node, where no NetworkPolicy applies to it; remove hostNetwork',
};
