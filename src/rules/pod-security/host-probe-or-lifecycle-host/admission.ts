import type { Admission } from '../../shared/admission/admission';
import { HANDLERS } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  container: HANDLERS.map((handler) => `c${handler.replaceAll('/', '.?')}`)
    .map(
      (h) => `(${h}.hasValue() && (${h}.?httpGet.?host.orValue('') != '' || ${h}.?tcpSocket.?host.orValue('') != ''))`,
    )
    .join(' || '),
  message: 'makes the kubelet connect to another host; remove host',
};
