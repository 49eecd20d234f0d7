import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  notAtAdmission: 'about folders of manifests',
};
