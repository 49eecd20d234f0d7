import { route } from '../../../../test/support/availability';
import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const gateway = (...listeners: any[]) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'public', namespace: 'shop' },
  spec: { gatewayClassName: 'public', listeners },
});
const https = {
  name: 'https',
  port: 443,
  protocol: 'HTTPS',
  tls: { mode: 'Terminate', certificateRefs: [{ name: 'web-tls' }] },
  allowedRoutes: { namespaces: { from: 'Same' } },
};
const http = { name: 'http', port: 80, protocol: 'HTTP' };
const push =
  (...listeners: any[]) =>
  ({ others }: World) => {
    others.push(gateway(...listeners));
  };
const filter = (type: string, requestRedirect: any) => ({ filters: [{ type, requestRedirect }] });
const REDIRECT = filter('RequestRedirect', { scheme: 'https', statusCode: 301 });
const redirect = (rules: any[] = [REDIRECT], parent: any = {}, kind = 'HTTPRoute') => ({
  ...route(kind),
  metadata: { name: `redirect-${kind.toLowerCase()}`, namespace: 'shop' },
  spec: { parentRefs: [{ name: 'public', ...parent }], rules },
});
const withRoutes =
  (...routes: any[]) =>
  ({ others }: World) => {
    others.push(gateway(https, http), ...routes);
  };
/** A route of another namespace that serves. */
const inOps = () => ({
  ...redirect([{}], { namespace: 'shop' }, 'GRPCRoute'),
  metadata: { name: 'ops', namespace: 'ops' },
});
const SECOND = ['Gateway /spec/listeners/1/protocol'];
const FIRST = ['Gateway /spec/listeners/0/protocol'];

testRule(rule, {
  valid: {
    'HTTPS alone': push(https),
    'TLS that ends at the gateway': push({ ...https, protocol: 'TLS' }),
    UDP: push({ name: 'dns', port: 53, protocol: 'UDP' }),
    'no listeners': push(),
    'routes of chosen namespaces': push({
      ...https,
      allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } },
    }),
    'HTTP that is redirected': withRoutes(redirect()),
    'HTTP that is redirected by its name': withRoutes(redirect([REDIRECT], { sectionName: 'http' })),
    'HTTP that is redirected by its port': withRoutes(redirect([REDIRECT], { port: 80, namespace: 'shop' })),
    'another listener serves': withRoutes(redirect([REDIRECT], { sectionName: 'http' }), {
      ...route(),
      spec: { ...route().spec, parentRefs: [{ name: 'public', sectionName: 'https' }] },
    }),
    'a route of a namespace that the listener does not accept serves': withRoutes(redirect(), inOps()),
    'a route of a kind that it does not accept serves': ({ others }) => {
      others.push(gateway({ ...http, allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }] } }));
      others.push(redirect(), redirect([{}], {}, 'GRPCRoute'));
    },
    'a route of another host serves': ({ others }) => {
      others.push(gateway({ ...http, hostname: 'www.example.com' }), redirect());
      others.push({
        ...redirect([{}], {}, 'GRPCRoute'),
        spec: { ...redirect([{}]).spec, hostnames: ['api.example.com'] },
      });
    },
    'another gateway serves': withRoutes(redirect(), route()),
  },
  invalid: {
    HTTP: { change: push(https, http), at: SECOND, mendedBy: 'none' },
    TCP: { change: push({ name: 'db', port: 5432, protocol: 'TCP' }), at: FIRST },
    'HTTP, and a route serves': {
      change: withRoutes({ ...route(), spec: { ...route().spec, parentRefs: [{ name: 'public' }] } }),
      at: SECOND,
    },
    'HTTP, and one route of two redirects': {
      change: withRoutes(redirect(), redirect([{}], { sectionName: 'http' }, 'GRPCRoute')),
      at: SECOND,
    },
    'a route of a namespace that may have the label serves': {
      change: ({ others }) => {
        const selector = { matchLabels: { gateway: 'public' } };
        others.push(gateway({ ...http, allowedRoutes: { namespaces: { from: 'Selector', selector } } }));
        others.push(redirect(), inOps());
      },
      at: FIRST,
    },
    'a route of a host of the listener serves': {
      change: ({ others }) => {
        others.push(gateway({ ...http, hostname: '*.example.com' }), redirect());
        const other = redirect([{}], {}, 'GRPCRoute');
        others.push({ ...other, spec: { ...other.spec, hostnames: ['api.example.com'] } });
      },
      at: FIRST,
    },
    'HTTP, and one rule of two redirects': { change: withRoutes(redirect([REDIRECT, {}])), at: SECOND },
    'redirected elsewhere, not to TLS': {
      change: withRoutes(redirect([filter('RequestRedirect', { hostname: 'www.example.com' })])),
      at: SECOND,
    },
    'not redirected but rewritten': {
      change: withRoutes(redirect([filter('URLRewrite', { scheme: 'https' })])),
      at: SECOND,
    },
    'a redirect of another listener': {
      change: withRoutes(redirect([REDIRECT], { sectionName: 'https' })),
      at: SECOND,
    },
    'a redirect of another port': { change: withRoutes(redirect([REDIRECT], { port: 8080 })), at: SECOND },
    'a redirect of another gateway': { change: withRoutes(redirect([REDIRECT], { name: 'private' })), at: SECOND },
    'a redirect of another namespace': { change: withRoutes(redirect([REDIRECT], { namespace: 'ops' })), at: SECOND },
    'a redirect without rules': { change: withRoutes(redirect([])), at: SECOND },
    'TLS that is passed on': {
      change: push({ name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } }),
      at: ['Gateway /spec/listeners/0/tls/mode'],
      severity: 'info',
    },
    'routes of every namespace': {
      change: push({ ...https, allowedRoutes: { namespaces: { from: 'All' } } }),
      at: ['Gateway /spec/listeners/0/allowedRoutes/namespaces/from'],
      severity: 'low',
    },
  },
});

test.each([
  null,
  'x',
  { listeners: 'x' },
  { listeners: [null, 'x', {}, { tls: 'x', allowedRoutes: 'x', protocol: 5 }] },
  { listeners: [{ protocol: 'TLS', tls: null, allowedRoutes: { namespaces: null } }] },
])('passes what is no listener: %j', (spec) => {
  expect(placesOf(rule, [{ ...gateway(), spec }])).toEqual([]);
});

test('routes of any shape redirect nothing', () => {
  for (const spec of [
    null,
    'x',
    { parentRefs: [null, 'x', {}] },
    { parentRefs: [{ name: 'public' }], rules: [null] },
  ]) {
    const shapeless = { ...redirect(), spec };
    expect(placesOf(rule, [gateway(http), shapeless])).toEqual([`medium ${FIRST[0]}`]);
  }
  const filters = { parentRefs: [{ name: 'public' }], rules: [{ filters: 'x' }, { filters: [null, {}] }] };
  expect(placesOf(rule, [gateway(http), { ...redirect(), spec: filters }])).toHaveLength(1);
});

test('the labels of a namespace of the set decide whether its routes attach', () => {
  const namespaces = { from: 'Selector', selector: { matchLabels: { gateway: 'public' } } };
  const namespace = (name: string, label: string) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { gateway: label } },
  });
  const places = (label: string) =>
    placesOf(rule, [
      ...[gateway({ ...http, allowedRoutes: { namespaces } }), redirect(), inOps()],
      ...[namespace('shop', 'public'), namespace('ops', label)],
    ]);
  expect(places('private')).toEqual([]);
  expect(places('public')).toEqual([`medium ${FIRST[0]}`]);
});
