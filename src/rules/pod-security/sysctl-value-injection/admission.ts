import type { Admission } from '../../shared/admission/admission';
import { SYSCTLS } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  pod: `${SYSCTLS}.exists(s, s.value.matches('[+=]'))`,
  message: 'has a sysctl whose value can set others; remove it',
};
