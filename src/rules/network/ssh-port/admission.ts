import type { Admission } from '../../shared/admission/admission';
import { SERVICE_PORTS } from './rule';

const PORTS = `[${SERVICE_PORTS.join(', ')}]`;
const IS_TCP = "p.?protocol.orValue('TCP') == 'TCP'";

export const admission: Admission = {
  family: 'pod-security',
  container: `c.?ports.orValue([]).exists(p, p.containerPort == 22 && ${IS_TCP})`,
  message: 'listens on port 22, which is SSH; remove the server, and use kubectl exec instead',
  also: {
    family: 'network',
    types: ['Service'],
    object: [
      "object.spec.?type.orValue('') != 'ExternalName' && object.spec.?selector.orValue({}).size() > 0",
      `object.spec.?ports.orValue([]).exists(p, ${IS_TCP} && (p.port in ${PORTS} || p.?targetPort.orValue(0) in ${PORTS}))`,
    ].join(' && '),
    message: 'exposes SSH; remove the port, and use kubectl exec instead',
  },
};
