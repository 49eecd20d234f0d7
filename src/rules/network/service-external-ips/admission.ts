import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'network',
  types: ['Service'],
  object: 'object.spec.?externalIPs.orValue([]).size() > 0',
  message: 'takes over traffic for addresses that no check proves to be its own; remove externalIPs',
};
