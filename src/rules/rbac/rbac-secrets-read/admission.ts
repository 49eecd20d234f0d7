import type { Admission } from '../../shared/admission/admission';
import { hasOne, ofGrants } from '../../shared/admission/permissions';

export const admission: Admission = ofGrants(
  [hasOne('r.v', ['get', 'list', 'watch']), hasOne('r.g', ['']), hasOne('r.r', ['secrets'])].join(' && '),
  'allows reading secrets; use volumes, or name the needed secrets in resourceNames, and allow only get',
);
