import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'an inventory for a review, which refuses nothing',
};
