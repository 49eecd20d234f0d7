import type { Admission } from '../../shared/admission/admission';
import { below, overlapping } from '../../shared/admission/host-path';
import { HARMLESS, SENSITIVE } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: `variables.hostPaths.exists(p, p.matches('${overlapping(SENSITIVE)}') && !p.matches('${below(HARMLESS)}'))`,
  message: "has access to system directories on the node; use a path with only this application's data",
};
