import { stringListOption } from '../../engine/rule-option';

/** Annotations that configure TLS outside `spec.tls`. */
export const tlsAnnotations = stringListOption(
  'tlsAnnotations',
  [
    'alb.ingress.kubernetes.io/certificate-arn',
    'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
    'haproxy-ingress.github.io/ssl-passthrough=true',
    'haproxy.org/ssl-passthrough=true',
    'ingress.gcp.kubernetes.io/pre-shared-cert',
    'networking.gke.io/certmap',
    'networking.gke.io/managed-certificates',
    'nginx.ingress.kubernetes.io/ssl-passthrough=true',
    'route.openshift.io/termination',
    'traefik.ingress.kubernetes.io/router.tls=true',
  ],
  'annotations that make a controller serve TLS without "tls" in the spec, as "key=value" or "key"',
);
