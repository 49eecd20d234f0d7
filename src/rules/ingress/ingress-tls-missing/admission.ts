import { INGRESSES } from '../../../analysis/network/ingresses';
import type { Admission } from '../../shared/admission/admission';
import { ANNOTATIONS, isAnnotatedWith, TLS } from '../../shared/admission/ingresses';
import { tlsAnnotations } from '../../shared/tls-annotations';

/** An Ingress that only adds paths to another one, which has the certificate. */
const IS_MINION = `${ANNOTATIONS}.exists(a, a == 'nginx.org/mergeable-ingress-type' && ${ANNOTATIONS}[a] == 'minion')`;

export const admission: Admission = {
  family: 'ingress',
  types: INGRESSES,
  object: ({ option }) => `${TLS}.size() == 0 && !${IS_MINION} && !${isAnnotatedWith(option(tlsAnnotations))}`,
  message: 'serves plain HTTP, because it has no certificate; set tls with its hosts and a secret',
};
