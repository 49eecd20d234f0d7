import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'about the repository: in the API every Secret is inline',
};
