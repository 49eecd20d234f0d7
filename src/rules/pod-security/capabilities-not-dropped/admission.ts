import type { Admission } from '../../shared/admission/admission';
import { DROPPED, unlessWindows } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: (target) => unlessWindows(target, `!('ALL' in ${DROPPED})`),
  message: 'keeps capabilities of the runtime\'s default set; set capabilities.drop to ["ALL"]',
  fill: {},
};
