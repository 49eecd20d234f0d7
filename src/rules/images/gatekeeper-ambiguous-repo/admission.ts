import { type Admission, CUSTOM_KINDS } from '../../shared/admission/admission';

export const admission: Admission = { notAtAdmission: CUSTOM_KINDS };
