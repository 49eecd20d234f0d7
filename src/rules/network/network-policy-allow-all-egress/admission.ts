import { DNS, EGRESS, NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import type { Admission } from '../../shared/admission/admission';
import { areOpen } from '../../shared/admission/cidr';
import { JUDGES_PARTS, rulesInForceOf } from '../../shared/admission/network-policies';

const PORTS = 'r.?ports.orValue([])';
const IS_DNS = `p.?protocol.orValue('TCP') in ['TCP', 'UDP'] && p.?port.orValue(0) == ${DNS} && p.?endPort.orValue(${DNS}) == ${DNS}`;
const IS_DNS_ALONE = `(${PORTS}.size() > 0 && ${PORTS}.all(p, ${IS_DNS}))`;

export const admission: Admission = {
  family: 'network',
  types: [NETWORK_POLICY],
  object: `${rulesInForceOf(EGRESS)}.exists(r, !${IS_DNS_ALONE} && [r.?to.orValue([])].exists(l, l.size() == 0 || ${areOpen('l')}))`,
  message: 'allows egress to every address, or to the whole internet; list the needed addresses in "to"',
  partly: JUDGES_PARTS,
};
