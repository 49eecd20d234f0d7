import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.spec.?enableServiceLinks.orValue(true)',
  missing: 'enableServiceLinks',
  message: 'gets the addresses of all services as environment variables; set enableServiceLinks to false',
  fill: { notFilled: 'the API server has set the field before policies see the pod' },
};
