import type { Admission } from '../../shared/admission/admission';
import { isRepositoryOf } from '../../shared/admission/images';
import { REPOSITORIES } from './rule';

export const admission: Admission = {
  family: 'images',
  container: isRepositoryOf('c', REPOSITORIES),
  message: 'runs ingress-nginx, which has no security fixes any more; use another controller, or Gateway API',
};
