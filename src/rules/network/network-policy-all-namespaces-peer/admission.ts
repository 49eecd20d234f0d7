import { DIRECTIONS, NAMESPACE_NAME, NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import type { Admission } from '../../shared/admission/admission';
import { JUDGES_KUBERNETES_ALONE, rulesInForceOf } from '../../shared/admission/network-policies';

const NO_LABELS = '.?matchLabels.orValue({}).size() == 0';
const EXPRESSIONS = '.?matchExpressions.orValue([])';
const EXCLUDES = "e.operator in ['NotIn', 'DoesNotExist']";
const EVERY_NAMESPACE = `has(p.namespaceSelector) && p.?namespaceSelector${NO_LABELS} && p.?namespaceSelector${EXPRESSIONS}.all(e, e.key == '${NAMESPACE_NAME}' ? e.operator in ['NotIn', 'Exists'] : ${EXCLUDES})`;
const EVERY_POD = `p.?podSelector${NO_LABELS} && p.?podSelector${EXPRESSIONS}.all(e, ${EXCLUDES})`;

export const admission: Admission = {
  family: 'network',
  types: [NETWORK_POLICY],
  object: DIRECTIONS.map(
    (direction) =>
      `${rulesInForceOf(direction)}.exists(r, r.?${direction.peers}.orValue([]).exists(p, ${EVERY_NAMESPACE} && ${EVERY_POD}))`,
  ).join(' || '),
  message: 'allows the pods of every namespace; name the namespace by its label kubernetes.io/metadata.name',
  partly: JUDGES_KUBERNETES_ALONE,
};
