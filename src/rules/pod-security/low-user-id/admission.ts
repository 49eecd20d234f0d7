import type { Admission } from '../../shared/admission/admission';
import { containerHasLowId, podHasLowId } from '../../shared/low-id';
import { minimum } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: ({ option }) => podHasLowId('runAsUser', option(minimum)),
  missing: 'securityContext',
  container: ({ option }) => containerHasLowId('runAsUser', option(minimum)),
  message: 'has a user id that the node may use, or leaves it to the image; set runAsUser to a higher one',
};
