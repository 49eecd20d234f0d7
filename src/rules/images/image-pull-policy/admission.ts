import type { Admission } from '../../shared/admission/admission';
import { isMoving } from '../../shared/admission/images';
import { movingTags } from '../../shared/moving-tags';

export const admission: Admission = {
  family: 'images',
  byContainer: true,
  pod: ({ option }) => `variables.tags.exists(t, !t.startsWith('Always ') && (${isMoving(option(movingTags))}))`,
  message:
    'has an image with a tag that moves, and does not always pull it; pin its digest, or set imagePullPolicy to Always',
};
