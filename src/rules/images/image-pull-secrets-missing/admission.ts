import type { Admission } from '../../shared/admission/admission';
import { comesFrom } from '../../shared/admission/images';
import { publicRegistries } from './rule';

export const admission: Admission = {
  family: 'images',
  pod: ({ option }) =>
    `!variables.spec.?imagePullSecrets.orValue([]).exists(s, s.?name.orValue('') != '') && variables.validImages.exists(i, !${comesFrom(option(publicRegistries))})`,
  message: 'has an image from a private registry and no pull secret; add one to imagePullSecrets',
  podsOnly: true,
  partly: 'the API server adds the pull secrets of the account before policies see the pod: a template is not judged',
};
