import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { GATEWAY, isRedirectedToTls } from './gateway-routes';

const make = (kind: string, name: string, spec: any, namespace: string | undefined = 'shop') =>
  Manifest.fromJson({ apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name, namespace }, spec });
const redirect = { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] };
const route = (parent: any, rules: any = [redirect], kind = 'HTTPRoute') =>
  make(kind, 'route', { parentRefs: [parent], rules });

test.each<[string, Manifest[], boolean]>([
  ['no route', [], false],
  ['a redirect', [route({ name: 'public' })], true],
  ['a redirect of this listener', [route({ name: 'public', sectionName: 'http', port: 80 })], true],
  [
    'a redirect of this listener, in full',
    [route({ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'shop' })],
    true,
  ],
  ['a redirect of another listener', [route({ name: 'public', sectionName: 'https' })], false],
  ['a redirect of another port', [route({ name: 'public', port: 8080 })], false],
  ['a redirect of another gateway', [route({ name: 'private' })], false],
  ['a redirect of another namespace', [route({ name: 'public', namespace: 'ops' })], false],
  ['a redirect of a service', [route({ kind: 'Service', group: '', name: 'public' })], false],
  ['a redirect of another group', [route({ group: 'example.com', name: 'public' })], false],
  [
    'a redirect with another filter',
    [route({ name: 'public' }, [{ filters: [{ type: 'URLRewrite' }, ...redirect.filters] }])],
    true,
  ],
  ['a rule that serves', [route({ name: 'public' }, [redirect, {}])], false],
  ['a route that serves', [route({ name: 'public' }), route({ name: 'public' }, [{}], 'GRPCRoute')], false],
  [
    'a route of another kind that serves',
    [route({ name: 'public' }), route({ name: 'public' }, [{}], 'TLSRoute')],
    true,
  ],
  ['no rules', [route({ name: 'public' }, null)], false],
])('%s', (_, routes, expected) => {
  const gateway = make('Gateway', 'public', {});
  expect(gateway.groupKind).toBe(GATEWAY);
  expect(isRedirectedToTls(gateway, { name: 'http', port: 80 }, ManifestSet.fromManifests([gateway, ...routes]))).toBe(
    expected,
  );
});
