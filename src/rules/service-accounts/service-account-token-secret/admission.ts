import type { Admission } from '../../shared/admission/admission';
import { TYPE } from './rule';

export const admission: Admission = {
  family: 'service-accounts',
  types: ['Secret'],
  object: `object.?type.orValue('') == '${TYPE}'`,
  message: 'holds a token that never expires; use a projected volume or TokenRequest',
};
