import type { Admission } from '../../shared/admission/admission';
import { ofGrants } from '../../shared/admission/permissions';

export const admission: Admission = ofGrants(
  "r.v.exists(x, x in ['get', 'list', 'watch', '*']) && r.g.exists(x, x in ['', '*']) && r.r.exists(x, x in ['secrets', '*'])",
  'allows reading secrets; use volumes, or name the needed secrets in resourceNames, and allow only get',
);
