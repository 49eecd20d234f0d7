import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'the API server drops unknown fields, or refuses them, before policies see the object',
};
