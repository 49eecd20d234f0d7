import { PodSecurityLevel } from '../../../engine/rule';
import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, unlessUserNamespace } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: (target) => {
    const cel = `${CONTEXT}.?procMount.orValue('Default') != 'Default'`;
    return target.podSecurityLevel === PodSecurityLevel.BASELINE ? unlessUserNamespace(target, cel) : cel;
  },
  message: 'has no mask of /proc; remove procMount',
};
