import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'the API server itself refuses it in its own kinds, and the pods of custom kinds too',
};
