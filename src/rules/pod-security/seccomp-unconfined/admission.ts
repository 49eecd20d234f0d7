import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT } from '../../shared/admission/pod-cel';
import { CONFINED } from '../../shared/seccomp';

export const admission: Admission = {
  family: 'pod-security',
  pod: `!(${POD_CONTEXT}.?seccompProfile.?type.orValue('RuntimeDefault') in ${CONFINED})`,
  container: `!(${CONTEXT}.?seccompProfile.?type.orValue('RuntimeDefault') in ${CONFINED})`,
  message: 'disables seccomp; set seccompProfile.type to RuntimeDefault',
};
