import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'the API server asks no policy about the configuration of admission',
};
