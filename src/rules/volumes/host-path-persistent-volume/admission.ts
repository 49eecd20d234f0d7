import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'storage',
  types: ['PersistentVolume'],
  object: 'has(object.spec.hostPath) || has(object.spec.local)',
  message: 'is a directory on a node; use a volume of a storage driver',
};
