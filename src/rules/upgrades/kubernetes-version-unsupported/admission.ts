import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'files of nodes and of cluster tools state versions, and no expression knows the day',
};
