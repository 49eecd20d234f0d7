import type { Admission } from '../../shared/admission/admission';
import { overlapping } from '../../shared/admission/host-path';
import { PLACES } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: `variables.hostPaths.exists(p, p.matches('${overlapping(PLACES)}'))`,
  message: 'has access to credentials on the node; give the pod its own identity instead',
};
