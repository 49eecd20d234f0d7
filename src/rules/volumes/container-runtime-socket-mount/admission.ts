import type { Admission } from '../../shared/admission/admission';
import { above } from '../../shared/admission/host-path';
import { SOCKETS } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: `variables.hostPaths.exists(p, p.matches('${above(SOCKETS)}')) || variables.hostSockets.exists(p, p.matches('^/(run|[*])/'))`,
  message: 'mounts the socket of a container runtime or of a service of the node; remove the volume',
};
