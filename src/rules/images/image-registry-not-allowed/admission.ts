import type { Admission } from '../../shared/admission/admission';
import { comesFrom } from '../../shared/admission/images';
import { registries } from './rule';

export const admission: Admission = {
  family: 'images',
  byContainer: true,
  pod: ({ option }) => `variables.validImages.exists(i, !${comesFrom(option(registries))})`,
  message: 'has an image from a registry that is not allowed; use an image from an allowed one',
};
