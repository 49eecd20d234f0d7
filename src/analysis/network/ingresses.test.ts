import { Manifest } from '../../model/manifest';
import { defaultBackend, ingressClass, ingressRules, isAnnotated, tlsHosts } from './ingresses';

const ingress = (spec: any, annotations: any = {}) =>
  Manifest.fromJson({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec,
  });
const backend = { service: { name: 'web', port: { number: 80 } } };

describe('rules', () => {
  test('with all that they say', () => {
    const paths = [{ path: '/', pathType: 'Prefix', backend }, { backend: { serviceName: 'old', servicePort: 80 } }];
    expect(ingressRules(ingress({ rules: [{ host: 'shop.example.com', http: { paths } }, {}] }))).toEqual([
      {
        pointer: '/spec/rules/0',
        host: 'shop.example.com',
        paths: [
          {
            pointer: '/spec/rules/0/http/paths/0',
            path: '/',
            pathType: 'Prefix',
            service: 'web',
            servicePointer: '/spec/rules/0/http/paths/0/backend/service/name',
          },
          {
            pointer: '/spec/rules/0/http/paths/1',
            path: '',
            pathType: 'ImplementationSpecific',
            service: 'old',
            servicePointer: '/spec/rules/0/http/paths/1/backend/serviceName',
          },
        ],
      },
      { pointer: '/spec/rules/1', host: '', paths: [] },
    ]);
  });

  test.each([
    null,
    'x',
    { rules: null },
    { rules: 'x' },
    { rules: {} },
    { rules: [null, 'x'] },
    { rules: [{ http: 'x' }, { http: { paths: 'x' } }, { http: { paths: [null] } }] },
    { rules: [{ host: 5, http: { paths: [{ path: 5, pathType: [], backend: null }] } }] },
    { rules: [{ http: { paths: [{ backend: { service: 'x', resource: {} } }] } }] },
  ])('of any shape: %j', (spec) => {
    for (const { host, paths } of ingressRules(ingress(spec))) {
      expect(host).toBe('');
      for (const path of paths) expect(path).toMatchObject({ path: '', pathType: 'ImplementationSpecific' });
    }
  });
});

test.each<[any, any]>([
  [{}, undefined],
  [{ defaultBackend: null }, undefined],
  [
    { defaultBackend: backend },
    { pointer: '/spec/defaultBackend', service: 'web', servicePointer: '/spec/defaultBackend/service/name' },
  ],
  [
    { backend: { serviceName: 'web' } },
    { pointer: '/spec/backend', service: 'web', servicePointer: '/spec/backend/serviceName' },
  ],
  [
    { defaultBackend: { resource: { kind: 'Bucket', name: 'web' } } },
    { pointer: '/spec/defaultBackend', service: undefined, servicePointer: '/spec/defaultBackend/service/name' },
  ],
])('default backend of %j', (spec, expected) => {
  expect(defaultBackend(ingress(spec))).toEqual(expected);
});

test.each<[any, string[][]]>([
  [undefined, []],
  [null, []],
  ['x', []],
  [[], []],
  [[{}], [[]]],
  [[{ hosts: null }], [[]]],
  [
    [{ hosts: ['a', '', 5] }, null, { hosts: 'x' }],
    [['a'], [], []],
  ],
])('hosts of TLS %j', (tls, expected) => {
  expect(tlsHosts(ingress({ tls }))).toEqual(expected);
});

test('class', () => {
  const annotations = { 'kubernetes.io/ingress.class': 'nginx' };
  expect(ingressClass(ingress({}))).toBe('');
  expect(ingressClass(ingress({}, annotations))).toBe('nginx');
  expect(ingressClass(ingress({ ingressClassName: 'public' }, annotations))).toBe('public');
});

test('annotations', () => {
  const annotated = ingress({}, { a: 'true', b: '' });
  expect(isAnnotated(annotated, ['a'])).toBe(true);
  expect(isAnnotated(annotated, ['a=true'])).toBe(true);
  expect(isAnnotated(annotated, ['a=false', 'b', 'c'])).toBe(false);
  expect(isAnnotated(annotated, ['b='])).toBe(true);
  expect(isAnnotated(ingress({}, null), ['a'])).toBe(false);
});
