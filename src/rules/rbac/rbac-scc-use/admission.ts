import { worksIn } from '../../../analysis/access/escalation';
import { CLUSTER_ROLE, CLUSTER_ROLE_BINDING, ROLE, ROLE_BINDING } from '../../../analysis/access/roles';
import type { Admission } from '../../shared/admission/admission';
import { celList, celText } from '../../shared/admission/cel';
import { grants } from '../../shared/admission/permissions';
import { constraints, POWERS, SCC_ROLE } from './rule';

const NAME = "object.metadata.?name.orValue('')";
const ROLE_REF = "object.roleRef.?name.orValue('')";

export const admission: Admission = {
  family: 'rbac',
  types: [ROLE, CLUSTER_ROLE, ROLE_BINDING, CLUSTER_ROLE_BINDING],
  object: (target) => {
    const powerful = target.option(constraints);
    const list = celList(powerful);
    const works = POWERS.filter((power) => worksIn(power, target.kubernetesVersion));
    // Wildcards for the group are for other rules.
    const uses = works.map((power) => `(${celText(power.group ?? '')} in r.g && (${grants([power])}))`).join(' || ');
    const roles = celList(powerful.map((each) => SCC_ROLE + each));
    const isShipped = `object.kind == 'ClusterRole' && ${NAME} in ${roles} && variables.rules.all(r, r.n.size() == 1 && ${celText(SCC_ROLE)} + r.n[0] == ${NAME})`;
    const granted = `variables.rules.exists(r, (r.n.size() == 0 || r.n.exists(n, n in ${list})) && (${uses || 'false'}))`;
    const bound = `object.roleRef.?kind.orValue('') == 'ClusterRole' && ${ROLE_REF} in ${roles}`;
    return `object.kind in ['Role', 'ClusterRole'] ? !(${isShipped}) && ${granted} : ${bound}`;
  },
  message:
    'allows pods to use security context constraints that let them reach the node; name restricted constraints, or bind a role for them',
};
