import { ingress } from '../../../../test/support/availability';
import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const served = (annotations: any, ingressClassName?: string) => {
  const object = ingress();
  return { ...object, metadata: { ...object.metadata, annotations }, spec: { ...object.spec, ingressClassName } };
};
const push =
  (annotations: any, ingressClassName?: string) =>
  ({ others }: World) => {
    others.push(served(annotations, ingressClassName));
  };
const at = (annotation: string) => [`Ingress /metadata/annotations/${annotation.replace('/', '~1')}`];
const NGINX = 'nginx.ingress.kubernetes.io';
const GCE = { 'kubernetes.io/ingress.class': 'gce' };
const ALB = 'alb.ingress.kubernetes.io';
const BOTH_PORTS = { [`${ALB}/listen-ports`]: '[{"HTTP": 80}, {"HTTPS": 8443}]' };

testRule(rule, {
  valid: {
    'what controllers do by themselves': push({}),
    'no annotations': push(null, 'nginx'),
    'redirected by word': push({ [`${NGINX}/ssl-redirect`]: 'true' }),
    'redirected by force': push({ [`${NGINX}/ssl-redirect`]: 'false', [`${NGINX}/force-ssl-redirect`]: 'true' }),
    'not by force, which is the default': push({ [`${NGINX}/force-ssl-redirect`]: 'false' }),
    'Google Cloud, closed': push({ ...GCE, 'kubernetes.io/ingress.allow-http': 'false' }),
    'Google Cloud, of another class': push({ 'kubernetes.io/ingress.allow-http': 'true' }, 'public'),
    'AWS, HTTPS alone': push({}, 'alb'),
    'AWS, redirected': push({ ...BOTH_PORTS, [`${ALB}/ssl-redirect`]: '8443' }, 'alb'),
    'Azure, redirected': push({ 'appgw.ingress.kubernetes.io/ssl-redirect': 'true' }, 'azure-application-gateway'),
  },
  invalid: {
    'ingress-nginx': {
      change: push({ [`${NGINX}/ssl-redirect`]: 'false' }),
      at: at(`${NGINX}/ssl-redirect`),
      mendedBy: 'force',
    },
    'ingress-nginx, neither': {
      change: push({ [`${NGINX}/ssl-redirect`]: 'false', [`${NGINX}/force-ssl-redirect`]: 'false' }),
      at: at(`${NGINX}/ssl-redirect`),
      mendedBy: 'force',
    },
    HAProxy: {
      change: push({ 'haproxy.org/ssl-redirect': 'false' }),
      at: at('haproxy.org/ssl-redirect'),
      mendedBy: 'force',
    },
    'Google Cloud': { change: push(GCE), at: at('kubernetes.io/ingress.allow-http'), mendedBy: 'fill' },
    'Google Cloud, inside, by word': {
      change: push({ 'kubernetes.io/ingress.class': 'gce-internal', 'kubernetes.io/ingress.allow-http': 'true' }),
      at: at('kubernetes.io/ingress.allow-http'),
      mendedBy: 'force',
    },
    AWS: { change: push(BOTH_PORTS, 'alb'), at: at(`${ALB}/ssl-redirect`), mendedBy: 'fill' },
    Azure: {
      change: push(null, 'azure-application-gateway'),
      at: at('appgw.ingress.kubernetes.io/ssl-redirect'),
      mendedBy: 'fill',
    },
    'Azure, by word': {
      change: push({ 'appgw.ingress.kubernetes.io/ssl-redirect': 'false' }, 'azure-application-gateway'),
      at: at('appgw.ingress.kubernetes.io/ssl-redirect'),
      mendedBy: 'force',
    },
  },
});

test('without TLS there is no redirect', () => {
  const plain = served({ [`${NGINX}/ssl-redirect`]: 'false' });
  plain.spec.tls = null;
  expect(placesOf(rule, [plain])).toEqual([]);
  plain.metadata.annotations[`${NGINX}/ssl-passthrough`] = 'true';
  expect(placesOf(rule, [plain])).toHaveLength(1);
});
