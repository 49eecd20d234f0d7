import type { Admission } from '../../shared/admission/admission';
import { MOUNTS_TOKEN, TOKEN_FILLED } from '../../shared/admission/token';

export const admission: Admission = {
  family: 'pod-security',
  pod: `variables.spec.?serviceAccountName.orValue('') in ['', 'default'] && ${MOUNTS_TOKEN}`,
  message: 'mounts a token of service account "default"; set serviceAccountName to an account of its own',
  podsOnly: true,
  partly: TOKEN_FILLED,
};
