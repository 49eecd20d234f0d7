import type { Admission } from '../../shared/admission/admission';
import { ofGrants } from '../../shared/admission/permissions';

export const admission: Admission = ofGrants(
  "r.r.exists(x, x == '*' || (x.startsWith('*/') && x != '*/*'))",
  'covers all resources; list the needed resources',
);
