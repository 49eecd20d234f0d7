import { DIRECTIONS, NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import type { Admission } from '../../shared/admission/admission';
import { rulesInForceOf } from '../../shared/admission/network-policies';

const RULES = DIRECTIONS.map(rulesInForceOf);
const SELECTS = RULES.map(
  (rules, index) =>
    `${rules}.exists(r, r.?${DIRECTIONS[index]?.peers}.orValue([]).exists(p, has(p.podSelector) || has(p.namespaceSelector)))`,
);

export const admission: Admission = {
  family: 'network',
  types: [NETWORK_POLICY],
  object: `object.?spec.?podSelector.orValue({}).size() == 0 && (${RULES.map((rules) => `${rules}.size() > 0`).join(' || ')}) && !(${SELECTS.join(' || ')})`,
  message: 'selects all pods of its namespace and has only addresses as peers; use selectors',
};
