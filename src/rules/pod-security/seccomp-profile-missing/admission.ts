import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT, unlessWindows } from '../../shared/admission/pod-cel';
import { CONFINED, CONTRADICTED } from '../../shared/seccomp';

export const admission: Admission = {
  family: 'pod-security',
  pod: (target) =>
    unlessWindows(target, `!(${POD_CONTEXT}.?seccompProfile.?type.orValue('RuntimeDefault') in ${CONFINED})`),
  container: (target) =>
    unlessWindows(
      target,
      `!(${CONTEXT}.?seccompProfile.?type.orValue(${POD_CONTEXT}.?seccompProfile.hasValue() ? 'RuntimeDefault' : '') in ${CONFINED})`,
    ),
  message: 'has no seccomp profile, or one that filters nothing; set seccompProfile.type to RuntimeDefault',
  fill: { unless: CONTRADICTED },
};
