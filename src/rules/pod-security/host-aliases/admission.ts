import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.spec.?hostAliases.orValue([]).size() > 0',
  message: 'resolves names without DNS; remove hostAliases',
};
