import { ingress } from '../../../../test/support/availability';
import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const encrypted = (tls: any, annotations: any = {}) => {
  const object = ingress();
  return { ...object, metadata: { ...object.metadata, annotations }, spec: { ...object.spec, tls } };
};
const push =
  (tls: any, annotations: any = {}) =>
  ({ others }: World) => {
    others.push(encrypted(tls, annotations));
  };
const PLACE = ['Ingress /spec/tls'];

testRule(rule, {
  valid: {
    'a certificate': push([{ hosts: ['shop.example.com'], secretName: 'web-tls' }]),
    "the controller's own certificate": push([{}]),
    'a managed certificate': push(undefined, { 'networking.gke.io/managed-certificates': 'web' }),
    'TLS that the backend ends': push(undefined, { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' }),
    'a minion, whose master has the certificate': push(undefined, { 'nginx.org/mergeable-ingress-type': 'minion' }),
  },
  invalid: {
    'the master of a mergeable Ingress': {
      change: push(undefined, { 'nginx.org/mergeable-ingress-type': 'master' }),
      at: PLACE,
    },
    absent: { change: push(undefined), at: PLACE, mendedBy: 'none' },
    null: { change: push(null), at: PLACE },
    empty: { change: push([]), at: PLACE },
    '§4.40: an annotation that says something else': {
      change: push(undefined, { 'kubernetes.io/ingress.allow-http': 'false' }),
      at: PLACE,
    },
    'an annotation that says no': {
      change: push(undefined, { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'false' }),
      at: PLACE,
    },
    'an empty annotation': { change: push(undefined, { 'networking.gke.io/managed-certificates': '' }), at: PLACE },
    'of the group that it was in': {
      change: ({ others }) => {
        others.push({ ...encrypted(undefined), apiVersion: 'extensions/v1beta1' });
      },
      at: PLACE,
      also: ['removed-api-version', 'unknown-field'],
    },
  },
});

test('annotations of another controller', () => {
  const own = rule.withOptions({ tlsAnnotations: ['example.com/tls=on'] });
  expect(placesOf(own, [encrypted(undefined, { 'example.com/tls': 'on' })])).toEqual([]);
  expect(placesOf(own, [encrypted(undefined, { 'example.com/tls': 'off' })])).toEqual([`medium ${PLACE[0]}`]);
});
