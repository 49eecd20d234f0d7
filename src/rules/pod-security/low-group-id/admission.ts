import type { Admission } from '../../shared/admission/admission';
import { containerHasLowId, podHasLowId } from '../../shared/low-id';
import { minimum } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: ({ option }) => podHasLowId('runAsGroup', option(minimum)),
  missing: 'securityContext',
  container: ({ option }) => containerHasLowId('runAsGroup', option(minimum)),
  message: 'has a group id that the node may use, or leaves it to the image; set runAsGroup to a higher one',
};
