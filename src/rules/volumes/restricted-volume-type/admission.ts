import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { ALLOWED } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: `variables.volumes.exists(v, v.exists(k, k != 'name' && !(k in ${celList(ALLOWED)})))`,
  message:
    'has a volume of a type that is not allowed; use a PersistentVolumeClaim, an emptyDir or another allowed type',
};
