import type { Admission } from '../../shared/admission/admission';
import { hasLowPort } from '../../shared/admission/pod-cel';
import { SYSCTL } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  container: `!variables.isWindows && ${hasLowPort(SYSCTL)}`,
  message: 'listens on a port below 1024, which may need a capability; use a higher one',
};
