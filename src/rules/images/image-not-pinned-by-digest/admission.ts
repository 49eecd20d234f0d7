import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'images',
  byContainer: true,
  pod: "variables.validImages.exists(i, !i[2].contains('@'))",
  message: 'has an image that is not pinned to a digest; add the digest',
};
