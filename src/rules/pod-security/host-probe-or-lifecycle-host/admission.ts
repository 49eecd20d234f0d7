import { segmentsOf } from '../../../json/pointer';
import type { Admission } from '../../shared/admission/admission';
import { optional } from '../../shared/admission/cel';
import { HANDLERS } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  container: HANDLERS.map((handler) => optional('c', segmentsOf(handler)))
    .map(
      (h) => `(${h}.hasValue() && (${h}.?httpGet.?host.orValue('') != '' || ${h}.?tcpSocket.?host.orValue('') != ''))`,
    )
    .join(' || '),
  message: 'makes the kubelet connect to another host; remove host',
};
