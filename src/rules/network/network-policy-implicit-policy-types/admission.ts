import { DIRECTIONS, NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import type { Admission } from '../../shared/admission/admission';

const isIgnored = ({ type, field }: (typeof DIRECTIONS)[number]) =>
  `(object.?spec.?${field}.orValue([]).size() > 0 && !('${type}' in object.?spec.?policyTypes.orValue([])))`;

export const admission: Admission = {
  family: 'network',
  types: [NETWORK_POLICY],
  object: DIRECTIONS.map(isIgnored).join(' || '),
  message: 'has rules without effect, because policyTypes does not list their direction; add it to policyTypes',
  partly: 'the API server fills policyTypes before policies see the object',
};
