import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'Pod Security Admission itself refuses such pods',
};
