import { INGRESSES } from '../../../analysis/network/ingresses';
import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'ingress',
  types: INGRESSES,
  object: 'has(object.spec.defaultBackend)',
  message: 'sends every request that matches no rule to a default backend; use rules with hosts and paths',
};
