import { INGRESS, NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { areOpen } from '../../shared/admission/cidr';
import { JUDGES_PARTS, rulesInForceOf } from '../../shared/admission/network-policies';
import { publicLabels } from './rule';

const LABELS = 'object.?spec.?podSelector.?matchLabels.orValue({})';

export const admission: Admission = {
  family: 'network',
  types: [NETWORK_POLICY],
  object: ({ option }) =>
    `!${LABELS}.exists(k, (k + '=' + ${LABELS}[k]) in ${celList(option(publicLabels))}) && ${rulesInForceOf(INGRESS)}.exists(r, [r.?from.orValue([])].exists(l, l.size() == 0 || ${areOpen('l')}))`,
  message: 'allows ingress from every address, or from the whole internet; list the needed peers in "from"',
  partly: JUDGES_PARTS,
};
