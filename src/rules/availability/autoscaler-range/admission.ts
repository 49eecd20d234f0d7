import type { Admission } from '../../shared/admission/admission';
import { minimum } from './rule';

const LEAST = 'object.?spec.?minReplicas.orValue(1)';

export const admission: Admission = {
  family: 'availability',
  types: ['autoscaling/HorizontalPodAutoscaler'],
  object: ({ option }) => `${LEAST} < ${option(minimum)} || object.?spec.?maxReplicas.orValue(0) <= ${LEAST}`,
  message: 'may scale down too far, or cannot scale up; set minReplicas and maxReplicas to a higher number',
};
