import type { Admission } from '../../shared/admission/admission';

const LISTED =
  "c.?ports.orValue([]).exists(o, o.?name.orValue('') == string(p) || (string(o.containerPort) == string(p) && o.?protocol.orValue('TCP') == 'TCP'))";

export const admission: Admission = {
  family: 'pod-availability',
  container: `[c.?startupProbe, c.?livenessProbe, c.?readinessProbe].exists(b, [b.?httpGet, b.?tcpSocket, b.?grpc].exists(h, h.hasValue() && h.?host.orValue('') == '' && [h.?port.orValue(0)].exists(p, !${LISTED})))`,
  message: 'has a probe of a port that it does not list; add the port, or use a listed one',
};
