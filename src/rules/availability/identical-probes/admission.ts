import type { Admission } from '../../shared/admission/admission';

const HANDLERS = "p in ['httpGet', 'tcpSocket', 'grpc', 'exec']";

export const admission: Admission = {
  family: 'pod-availability',
  container: `has(c.livenessProbe) && has(c.readinessProbe) && c.livenessProbe.exists(p, ${HANDLERS}) && c.livenessProbe == c.readinessProbe`,
  message:
    'is restarted as soon as it is not ready; use a different check in livenessProbe, or a higher failureThreshold',
};
