import { problemsWith } from '../../../../test/support/kubernetes';

const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'web' },
  spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 443 }] }] },
};
const PORT = '/spec/ingress/0/ports/0';
const PEER = '/spec/ingress/0/from/0';

test.each([
  ['spec.podSelector', undefined, []],
  ['spec.policyTypes', ['Ingress', 'Egress'], []],
  ['spec.policyTypes', ['ingress'], ['/spec/policyTypes/0: is "ingress"; must be one of "Egress", "Ingress"']],
  ['spec.ingress.0.ports.0', { port: 'https' }, []],
  ['spec.ingress.0.ports.0', { port: 80, endPort: 90 }, []],
  [
    'spec.ingress.0.ports.0',
    { port: 443, endPort: 80 },
    [`${PORT}/endPort: is 80; must be 443 to 65535, as port is 443`],
  ],
  ['spec.ingress.0.ports.0', { endPort: 80 }, [`${PORT}/endPort: is set; must be only where port is a number`]],
  ['spec.ingress.0.ports.0', { port: 0 }, [`${PORT}/port: is 0; must be 1 to 65535`]],
  ['spec.ingress.0.from.0', {}, [`${PEER}: must have one of podSelector, namespaceSelector, ipBlock`]],
  ['spec.ingress.0.from.0', { podSelector: {}, namespaceSelector: {} }, []],
  ['spec.ingress.0.from.0', { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, []],
  [
    'spec.ingress.0.from.0',
    { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} },
    [`${PEER}: has ipBlock and podSelector; must have one of them`],
  ],
  [
    'spec.ingress.0.from.0',
    { ipBlock: { cidr: '10.0.0.0' } },
    [`${PEER}/ipBlock/cidr: is "10.0.0.0"; must be a network such as "10.9.8.0/24" or "2001:db8::/64"`],
  ],
  [
    'spec.ingress.0.from.0',
    { ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } },
    [`${PEER}/ipBlock/except/0: is "11.0.0.0/16"; must lie within "10.0.0.0/8"`],
  ],
])('NetworkPolicy %s %j', (place, value, expected) => {
  expect(problemsWith(POLICY, place, value)).toEqual(expected);
});

const BACKEND = { service: { name: 'web', port: { number: 80 } } };
const INGRESS = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web' },
  spec: {
    rules: [{ host: 'example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND }] } }],
  },
};
const PATH = '/spec/rules/0/http/paths/0';

test.each([
  ['spec.rules', undefined, ['/spec: must have defaultBackend or rules']],
  ['spec', { defaultBackend: BACKEND }, []],
  ['spec.rules.0.host', '*.example.com', []],
  [
    'spec.rules.0.host',
    'a.*.com',
    [
      '/spec/rules/0/host: is "a.*.com"; must be a DNS name in lower case such as "web-1.example", of at most 253 characters, or "*." before one',
    ],
  ],
  ['spec.rules.0.host', '192.0.2.1', ['/spec/rules/0/host: is "192.0.2.1"; must be a DNS name']],
  ['spec.rules.0.http.paths.0.path', 'a', [`${PATH}/path: is "a"; must be an absolute path`]],
  ['spec.rules.0.http.paths.0.path', '/a//b', [`${PATH}/path: is "/a//b"; must not have "//", "/./", "/../" or "%2f"`]],
  ['spec.rules.0.http.paths.0.pathType', undefined, [`${PATH}/pathType: is missing; must be set`]],
  ['spec.rules.0.http.paths.0.backend', {}, [`${PATH}/backend: must have either resource or service`]],
  [
    'spec.rules.0.http.paths.0.backend.service.port',
    { name: 'http', number: 80 },
    [`${PATH}/backend/service/port: must have either name or number`],
  ],
  ['metadata.annotations', { 'kubernetes.io/ingress.class': 'nginx' }, []],
])('Ingress %s %j', (place, value, expected) => {
  expect(problemsWith(INGRESS, place, value)).toEqual(expected);
});

test('a class by annotation and by field is one', () => {
  const annotated = { ...INGRESS, metadata: { name: 'web', annotations: { 'kubernetes.io/ingress.class': 'a' } } };
  expect(problemsWith(annotated, 'spec.ingressClassName', 'a')).toEqual([]);
  expect(problemsWith(annotated, 'spec.ingressClassName', 'b')).toEqual([
    '/metadata/annotations/kubernetes.io~1ingress.class: differs from ingressClassName',
  ]);
});

const CLASS = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'nginx' },
  spec: { controller: 'k8s.io/ingress-nginx', parameters: { kind: 'Config', name: 'web' } },
};

test.each([
  [
    'spec.controller',
    'nginx',
    ['/spec/controller: is "nginx"; must be a path with a domain, such as "example.com/controller"'],
  ],
  [
    'spec.parameters.scope',
    'Namespace',
    ['/spec/parameters/namespace: is missing; must be set with the scope "Namespace"'],
  ],
  [
    'spec.parameters.namespace',
    'shop',
    ['/spec/parameters/namespace: is set; must be only with the scope "Namespace"'],
  ],
])('IngressClass %s %j', (place, value, expected) => {
  expect(problemsWith(CLASS, place, value)).toEqual(expected);
});
