import { INGRESSES } from '../../../analysis/network/ingresses';
import type { Admission } from '../../shared/admission/admission';
import { celText, SPACE } from '../../shared/admission/cel';
import { annotation, isAnnotatedWith, TLS } from '../../shared/admission/ingresses';
import { tlsAnnotations } from '../../shared/tls-annotations';
import { ALB_PORTS, ALB_REDIRECT, CONTROLLERS, SETTINGS } from './rule';

const CLASS = `(object.spec.?ingressClassName.orValue('') != '' ? object.spec.ingressClassName : ${annotation('kubernetes.io/ingress.class')})`;
const PORTS = annotation(ALB_PORTS);
const lists = (scheme: string, port: string) => `${PORTS}.matches(${celText(`"${scheme}"[${SPACE}]*:${port}`)})`;

const LACKS_REDIRECT = [
  ...CONTROLLERS.map(
    (prefix) =>
      `(${annotation(`${prefix}/ssl-redirect`)} == 'false' && ${annotation(`${prefix}/force-ssl-redirect`)} != 'true')`,
  ),
  ...Object.entries(SETTINGS).map(
    ([name, setting]) => `(${CLASS} == '${name}' && ${annotation(setting.annotation)} != '${setting.value}')`,
  ),
  `(${CLASS} == 'alb' && ${annotation(ALB_REDIRECT)} == '' && ${lists('HTTP', '')} && ${lists('HTTPS', `[${SPACE}]*[0-9]`)})`,
].join(' || ');

export const admission: Admission = {
  family: 'ingress',
  types: INGRESSES,
  object: ({ option }) => `(${TLS}.size() > 0 || ${isAnnotatedWith(option(tlsAnnotations))}) && (${LACKS_REDIRECT})`,
  message: 'serves plain HTTP in addition to TLS; set the annotation of its controller that redirects to HTTPS',
};
