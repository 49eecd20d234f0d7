import type { Admission } from '../../shared/admission/admission';
import { FILE_OF_A_NODE } from '../../shared/admission/admission';

export const admission: Admission = { notAtAdmission: FILE_OF_A_NODE };
