import type { Admission } from '../../shared/admission/admission';
import { ADDED, unlessWindows } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: (target) => unlessWindows(target, `${ADDED}.exists(n, n != 'NET_BIND_SERVICE')`),
  message: 'adds capabilities; remove all but NET_BIND_SERVICE from capabilities.add',
};
