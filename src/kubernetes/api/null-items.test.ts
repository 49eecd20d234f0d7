import fc from 'fast-check';
import { KubernetesApi } from './kubernetes-api';
import { hasNullItem } from './null-items';

const API = KubernetesApi.of('latest');
const pod = (spec: any) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });

// as the strict decoder of Kubernetes reads them
test.each<[any, any]>([
  [{ containers: [{ args: ['a', null] }] }, { containers: [{ args: ['a', ''] }] }],
  [{ containers: [null, { name: null }] }, { containers: [{}, { name: null }] }],
  [
    { securityContext: { supplementalGroups: [null], sysctls: [null] } },
    { securityContext: { supplementalGroups: [0], sysctls: [{}] } },
  ],
  [
    { other: [null], volumes: null },
    { other: [null], volumes: null },
  ],
])('%j is decoded as %j', (written, decoded) => {
  expect(API.decoded(pod(written))).toEqual(pod(decoded));
});

test('a rule of a network policy that is null has no limits', () => {
  const policy = (ingress: any) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { ingress } });
  expect(API.decoded(policy([null]))).toEqual(policy([{}]));
});

test('what has no null in a list is left as it is, and so is a kind that is not known', () => {
  const whole = pod({ containers: [{ args: ['a'], env: null }] });
  expect(API.decoded(whole)).toBe(whole);
  const custom = { apiVersion: 'example.com/v1', kind: 'Widget', items: [null] };
  expect(API.decoded(custom)).toBe(custom);
});

test('whatever the JSON, no null in a list of a known field is left', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { spec } = API.decoded(pod({ containers: [{ args: value, ports: value }] })) as any;
      const [{ args, ports }] = spec.containers;
      if (Array.isArray(args)) expect(args).not.toContain(null);
      if (Array.isArray(ports)) expect(ports).not.toContain(null);
      if (!hasNullItem(value)) expect(spec.containers[0].args).toEqual(value);
    }),
  );
});
