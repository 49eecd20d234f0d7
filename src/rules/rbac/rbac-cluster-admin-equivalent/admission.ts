import { ALL_VERBS } from '../../../analysis/access/bindings';
import { CLUSTER_ROLE, ROLE } from '../../../analysis/access/roles';
import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { hasOne } from '../../shared/admission/permissions';

const RULES = `variables.rules.exists(r, '*' in r.r && r.n.size() == 0 && ${hasOne('r.g', [''])} && sets.intersects(r.v, [verb, '*']))`;
/** Each label is one of the roles of the API server, so that the selector selects cluster-admin. */
const SELECTS = [
  "s.?matchLabels.orValue({}).all(k, k == 'kubernetes.io/bootstrapping' && s.matchLabels[k] == 'rbac-defaults')",
  "s.?matchExpressions.orValue([]).all(e, e.key != 'kubernetes.io/bootstrapping' ? e.operator in ['NotIn', 'DoesNotExist'] : (e.operator == 'Exists' || (e.operator == 'In' && 'rbac-defaults' in e.?values.orValue([])) || (e.operator == 'NotIn' && !('rbac-defaults' in e.?values.orValue([])))))",
].join(' && ');

export const admission: Admission = {
  family: 'rbac',
  types: [ROLE, CLUSTER_ROLE],
  object: `${celList(ALL_VERBS)}.all(verb, ${RULES}) || object.?aggregationRule.?clusterRoleSelectors.orValue([]).exists(s, ${SELECTS})`,
  message: 'allows everything, or everything of the core API group; list the needed resources and verbs',
};
