import { INGRESSES } from '../../../analysis/network/ingresses';
import type { Admission } from '../../shared/admission/admission';
import { INGRESS_RULES } from '../../shared/admission/ingresses';

export const admission: Admission = {
  family: 'ingress',
  types: INGRESSES,
  object: `${INGRESS_RULES}.exists(r, r.?host.orValue('') == '' || r.host.startsWith('*'))`,
  message: 'accepts requests for every host, or for every host of a domain; list the hosts that it serves',
};
