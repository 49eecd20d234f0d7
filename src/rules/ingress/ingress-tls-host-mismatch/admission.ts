import { INGRESSES } from '../../../analysis/network/ingresses';
import type { Admission } from '../../shared/admission/admission';
import { INGRESS_RULES, isAnnotatedWith, TLS } from '../../shared/admission/ingresses';
import { tlsAnnotations } from '../../shared/tls-annotations';

/** A wildcard stands for one label. */
const IS_CERTIFIED = `${TLS}.exists(t, t.?hosts.orValue([]).exists(h, h.lowerAscii() == r.host.lowerAscii() || (h.startsWith('*') && r.host.contains('.') && h.substring(1).lowerAscii() == r.host.substring(r.host.indexOf('.')).lowerAscii())))`;
const IS_FOR_ALL = `${TLS}.exists(t, !t.?hosts.orValue([]).exists(h, h != ''))`;

export const admission: Admission = {
  family: 'ingress',
  types: INGRESSES,
  object: ({ option }) =>
    [
      `${TLS}.size() > 0 && !${IS_FOR_ALL} && !${isAnnotatedWith(option(tlsAnnotations))}`,
      `${INGRESS_RULES}.exists(r, r.?host.orValue('') != '' && !${IS_CERTIFIED})`,
    ].join(' && '),
  message: 'has no certificate for one of its hosts; add the host to tls',
};
