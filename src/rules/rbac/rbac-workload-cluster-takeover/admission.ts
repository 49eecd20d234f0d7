import { type Admission, LISTS_OBJECTS } from '../../shared/admission/admission';

export const admission: Admission = { notAtAdmission: LISTS_OBJECTS };
