import type { Admission } from '../../shared/admission/admission';
import { SERVER_REFUSES } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: SERVER_REFUSES,
};
