import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  container: 'c.?ports.orValue([]).exists(p, p.?hostPort.orValue(0) != 0)',
  message: 'opens a port on the node; remove hostPort',
};
