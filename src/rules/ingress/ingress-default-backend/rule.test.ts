import { ingress } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const push =
  (spec: any, apiVersion = 'networking.k8s.io/v1') =>
  ({ others }: World) => {
    const object = ingress();
    others.push({ ...object, apiVersion, spec: { ...object.spec, ...spec } });
  };
const backend = { service: { name: 'web', port: { name: 'http' } } };

testRule(rule, {
  valid: {
    absent: push({}),
    null: push({ defaultBackend: null }),
  },
  invalid: {
    'beside rules': {
      change: push({ defaultBackend: backend }),
      at: ['Ingress /spec/defaultBackend'],
      mendedBy: 'none',
    },
    alone: { change: push({ defaultBackend: backend, rules: null }), at: ['Ingress /spec/defaultBackend'] },
    'of another kind': {
      change: push({ defaultBackend: { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'web' } } }),
      at: ['Ingress /spec/defaultBackend'],
    },
    'as it was written once': {
      change: push({ backend: { serviceName: 'web', servicePort: 80 } }, 'extensions/v1beta1'),
      at: ['Ingress /spec/backend'],
      also: ['removed-api-version', 'unknown-field'],
    },
  },
});
