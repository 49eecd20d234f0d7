import type { Admission } from '../../shared/admission/admission';
import { POD_CONTEXT } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  pod: `!variables.isWindows && (${POD_CONTEXT}.?fsGroup.orValue(1) == 0 || ${POD_CONTEXT}.?supplementalGroups.orValue([]).exists(g, g == 0))`,
  message: 'adds group 0, the root group; remove it from fsGroup and supplementalGroups',
};
