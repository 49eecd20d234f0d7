import { RBAC } from '../../../analysis/access/policy-rule';
import type { Admission } from '../../shared/admission/admission';
import { allowsAll, ofGrants } from '../../shared/admission/permissions';

export const admission: Admission = ofGrants(
  allowsAll('bind', RBAC, ['roles', 'clusterroles']),
  'allows binding roles to any subject; list the needed verbs without "bind"',
);
