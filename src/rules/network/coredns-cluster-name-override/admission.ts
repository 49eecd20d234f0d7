import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'a Corefile is a language of its own, with blocks in blocks, which no expression reads',
};
