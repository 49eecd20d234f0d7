import type { Admission } from '../../shared/admission/admission';
import { MOUNTS_TOKEN, TOKEN_FILLED } from '../../shared/admission/token';

export const admission: Admission = {
  family: 'pod-security',
  pod: MOUNTS_TOKEN,
  message: 'mounts a service account token; set automountServiceAccountToken to false',
  podsOnly: true,
  partly: TOKEN_FILLED,
  fill: { notFilled: 'the API server has mounted the token before, and bindings of the account cannot be seen' },
};
