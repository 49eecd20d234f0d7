import type { Admission } from '../../shared/admission/admission';
import { celList, nullable } from '../../shared/admission/cel';
import { LABELS } from './rule';

const REQUESTS = "(object.kind == 'ResourceClaim' ? object.spec : object.spec.spec).?devices.?requests";
const ADMIN = 'r.?adminAccess.orValue(false) || r.?exactly.?adminAccess.orValue(false)';

export const admission: Admission = {
  family: 'cluster',
  types: ['resource.k8s.io/ResourceClaim', 'resource.k8s.io/ResourceClaimTemplate'],
  object: `${nullable(REQUESTS)}.exists(r, ${ADMIN})`,
  message: 'has administrative access to devices; remove adminAccess',
  also: {
    family: 'namespaces',
    types: ['Namespace'],
    object: `${celList(LABELS)}.exists(l, object.metadata.?labels[l].orValue('') == 'true')`,
    message: 'lets its users take administrative access to devices; remove the label',
  },
};
