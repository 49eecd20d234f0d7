import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'only versions before ValidatingAdmissionPolicy are vulnerable',
};
