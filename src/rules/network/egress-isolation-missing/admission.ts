import type { Admission } from '../../shared/admission/admission';
import { LISTS_OBJECTS } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: LISTS_OBJECTS,
};
