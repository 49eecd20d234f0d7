import { RBAC } from '../../../analysis/access/policy-rule';
import type { Admission } from '../../shared/admission/admission';
import { allowsAll, ofGrants } from '../../shared/admission/permissions';

export const admission: Admission = ofGrants(
  `${allowsAll('escalate', RBAC, ['roles'])} || (object.kind == 'ClusterRole' && ${allowsAll('escalate', RBAC, ['clusterroles'])})`,
  'allows writing roles with any permission; list the needed verbs without "escalate"',
);
