import type { Admission } from '../../shared/admission/admission';
import { isMoving } from '../../shared/admission/images';
import { movingTags } from '../../shared/moving-tags';

export const admission: Admission = {
  family: 'images',
  byContainer: true,
  pod: ({ option }) =>
    `variables.images.size() != variables.validImages.size() || variables.tags.exists(t, ${isMoving(option(movingTags))})`,
  message: 'has an image without a version, or with a reference that is not valid; pin a version and its digest',
};
