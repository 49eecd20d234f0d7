import { Manifest } from '../../model/manifest';
import { EXPOSING, exposuresOf } from './exposures';

const open = (type: string, spec: any) => {
  const at = type.lastIndexOf('/');
  const manifest = Manifest.fromJson({
    apiVersion: at < 0 ? 'v1' : `${type.slice(0, at)}/v1`,
    kind: type.slice(at + 1),
    metadata: { name: 'web', namespace: 'shop' },
    spec,
  });
  expect(EXPOSING).toContain(manifest.groupKind);
  return exposuresOf(manifest).map(({ pointer, service, namespace }) => `${pointer} ${namespace}/${service}`);
};
const ROUTE = 'gateway.networking.k8s.io/HTTPRoute';
const VIRTUAL = 'networking.istio.io/VirtualService';
const INGRESS = 'networking.k8s.io/Ingress';
const route = (rest: any) => ({ parentRefs: [{ name: 'public' }], ...rest });
const to = (host: any) => ({ gateways: ['public'], http: [{ route: [{ destination: { host } }] }] });

test.each<[string, string, any, string[]]>([
  ['no spec', 'Service', null, []],
  ['inside', 'Service', { type: 'ClusterIP' }, []],
  ['node port', 'Service', { type: 'NodePort' }, ['/spec/type shop/web']],
  ['load balancer', 'Service', { type: 'LoadBalancer' }, ['/spec/type shop/web']],
  ['load balancer for some', 'Service', { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }, []],
  ['load balancer inside', 'Service', { type: 'LoadBalancer', loadBalancerClass: 'tailscale' }, []],
  ['external addresses', 'Service', { externalIPs: ['203.0.113.7'] }, ['/spec/externalIPs shop/web']],
  ['no external addresses', 'Service', { externalIPs: [] }, []],
  ['of no shape', INGRESS, 'x', []],
  [
    'ingress',
    INGRESS,
    {
      defaultBackend: { service: { name: 'home' } },
      rules: [{ http: { paths: [{ backend: { service: { name: 'web' } } }, { backend: { resource: {} } }] } }],
    },
    ['/spec/defaultBackend/service/name shop/home', '/spec/rules/0/http/paths/0/backend/service/name shop/web'],
  ],
  ['old ingress', 'extensions/Ingress', { backend: { serviceName: 'web' } }, ['/spec/backend/serviceName shop/web']],
  [
    'route',
    ROUTE,
    route({
      rules: [{}, { backendRefs: [{ name: 'a' }, { name: 'b', namespace: 'ops', kind: 'Service', group: '' }] }],
    }),
    ['/spec/rules/1/backendRefs/0/name shop/a', '/spec/rules/1/backendRefs/1/name ops/b'],
  ],
  ...['GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind): [string, string, any, string[]] => [
    kind,
    `gateway.networking.k8s.io/${kind}`,
    route({ rules: [{ backendRefs: [{ name: 'a' }] }] }),
    ['/spec/rules/0/backendRefs/0/name shop/a'],
  ]),
  [
    'route to other kinds',
    ROUTE,
    route({ rules: [{ backendRefs: [{ name: 'a', kind: 'Bucket' }, null, { name: 5 }] }] }),
    [],
  ],
  ['route to another group', ROUTE, route({ rules: [{ backendRefs: [{ name: 'a', group: 'example.com' }] }] }), []],
  [
    'route of the mesh',
    ROUTE,
    { parentRefs: [{ kind: 'Service', name: 'a' }], rules: [{ backendRefs: [{ name: 'a' }] }] },
    [],
  ],
  ['route below nothing', ROUTE, { rules: [{ backendRefs: [{ name: 'a' }] }] }, []],
  ['virtual service, short', VIRTUAL, to('a'), ['/spec/http/0/route/0/destination/host shop/a']],
  ['virtual service, long', VIRTUAL, to('a.ops.svc.cluster.local'), ['/spec/http/0/route/0/destination/host ops/a']],
  ['virtual service, of no shape', VIRTUAL, to(5), []],
  ['virtual service of the mesh', VIRTUAL, { ...to('a'), gateways: ['mesh'] }, []],
  ['virtual service of no gateway', VIRTUAL, { ...to('a'), gateways: undefined }, []],
  [
    'virtual service of both',
    VIRTUAL,
    { ...to('a'), gateways: ['mesh', 'x'] },
    ['/spec/http/0/route/0/destination/host shop/a'],
  ],
  [
    'virtual service over TCP',
    VIRTUAL,
    { gateways: ['x'], tcp: [{ route: [{ destination: { host: 'a' } }] }] },
    ['/spec/tcp/0/route/0/destination/host shop/a'],
  ],
])('%s', (_, type, spec, expected) => {
  expect(open(type, spec)).toEqual(expected);
});
