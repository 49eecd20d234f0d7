import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  container: 'c.?volumeMounts.orValue([]).exists(m, !m.?readOnly.orValue(false) && m.name in variables.hostVolumes)',
  message: 'can write to files on the node; set readOnly of the mount to true',
};
