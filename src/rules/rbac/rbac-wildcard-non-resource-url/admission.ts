import type { Admission } from '../../shared/admission/admission';
import { ofGrants } from '../../shared/admission/permissions';

export const admission: Admission = ofGrants(
  "object.kind == 'ClusterRole' && '*' in r.v && r.u.exists(u, u.matches('^/?[*]+$'))",
  'allows every method on every URL; list the needed URLs and methods',
);
