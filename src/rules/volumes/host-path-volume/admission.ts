import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.volumes.exists(v, has(v.hostPath))',
  message: 'has access to files on the node; use an emptyDir or a PersistentVolumeClaim',
};
