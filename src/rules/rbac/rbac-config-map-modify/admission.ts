import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { grants, ofGrants } from '../../shared/admission/permissions';
import { POWERS, SYSTEM, TRUSTED } from './rule';

const IN_SYSTEM = `object.kind == 'ClusterRole' || object.metadata.?namespace.orValue('') == '${SYSTEM}'`;

export const admission: Admission = ofGrants(
  `(${grants(POWERS)}) && (r.n.size() == 0 || (r.n.exists(n, n in ${celList(TRUSTED)}) && (${IN_SYSTEM})))`,
  'allows writing or deleting all config maps, or one that the cluster trusts; name the needed config maps in resourceNames',
  { partly: 'where bindings grant a cluster role is not seen: it is judged as if it were granted in kube-system' },
);
