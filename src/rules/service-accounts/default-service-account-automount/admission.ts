import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'service-accounts',
  types: ['ServiceAccount'],
  object: "object.metadata.?name.orValue('') == 'default' && object.?automountServiceAccountToken.orValue(true)",
  message: 'mounts its token into every pod without an account of its own; set automountServiceAccountToken to false',
};
