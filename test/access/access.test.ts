import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Access, LockedServiceAccount, ManifestSet } from '../../src';
import { hardeningMatchers } from '../../src/testing/entry';

expect.extend(hardeningMatchers);

const RBAC = 'rbac.authorization.k8s.io';
const role = (kind: string, name: string, rules: object[], namespace?: string, rest: object = {}) => ({
  ...{ apiVersion: `${RBAC}/v1`, kind, metadata: { name, ...(namespace ? { namespace } : {}), ...rest }, rules },
});
const bind = (kind: string, name: string, roleKind: string, roleName: string, subject: object, namespace?: string) => ({
  ...{ apiVersion: `${RBAC}/v1`, kind, metadata: { name, ...(namespace ? { namespace } : {}) }, subjects: [subject] },
  roleRef: { apiGroup: RBAC, kind: roleKind, name: roleName },
});
const WEB = { kind: 'ServiceAccount', name: 'web', namespace: 'shop' };
const READ = { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods', 'pods/log'] };
const OBJECTS = [
  role('Role', 'read', [READ], 'shop'),
  bind('RoleBinding', 'read', 'Role', 'read', WEB, 'shop'),
  bind('RoleBinding', 'everyone', 'ClusterRole', 'view', { kind: 'Group', name: 'devs' }, 'lab'),
];
const accessOf = (...objects: object[]) => Access.ofManifests(ManifestSet.fromJson(objects));

test('a grant of an app is one permission', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const account = new LockedServiceAccount(chart, 'web', { metadata: { name: 'web' } });
  account.allow(['get'], new kplus.ConfigMap(chart, 'settings', { metadata: { name: 'settings' } }));
  expect(Access.ofApp(app).permissions('shop/web')).toEqual(['get configmaps settings in shop']);
  expect(app).toBeAbleTo('shop/web', 'get', 'configmaps', { namespaceName: 'shop', name: 'settings' });
  expect(app).not.toBeAbleTo('shop/web', 'get', 'configmaps', { namespaceName: 'shop' });
  expect(app).toHaveExactlyAccess('shop/web', ['get configmaps settings in shop']);
});

test('lists grants, and who can', () => {
  const access = accessOf(...OBJECTS);
  const granted = {
    ...{ subject: 'ServiceAccount shop/web', namespaceName: 'shop', binding: 'RoleBinding shop/read' },
    ...{ role: 'Role shop/read', rule: 'rule 0 of Role shop/read', allows: 'get, list on pods, pods/log' },
  };
  expect(access.list()[0]).toEqual(granted);
  expect(access.whoCan('get', 'pods/log', { namespaceName: 'shop' })).toEqual([granted]);
  expect(access.whoCan('get', 'pods', { namespaceName: 'lab' }).map(({ subject }) => subject)).toEqual(['Group devs']);
  expect(access.whoCan('get', 'pods')).toEqual([]);
});

test('knows the built-in roles of a version', () => {
  const namespaceName = 'lab';
  const can = (version: string) =>
    Access.ofManifests(ManifestSet.fromJson(OBJECTS), { kubernetesVersion: version }).can(
      'anna',
      'get',
      'endpointslices.discovery.k8s.io',
      { namespaceName, groups: ['devs'] },
    ).allowed;
  expect([can('1.20'), can('1.37')]).toEqual([false, true]);
  expect(() => Access.ofManifests(ManifestSet.fromJson([]), { kubernetesVersion: '1.99' })).toThrow('1.99');
});

test('a difference names what is new, and is none for what another rule contains', () => {
  const later = accessOf(...OBJECTS, bind('RoleBinding', 'more', 'ClusterRole', 'cluster-admin', WEB, 'shop'));
  const { widens, added, removed } = accessOf(...OBJECTS).diff(later);
  expect([widens, added, removed]).toEqual([true, ['ServiceAccount shop/web: * *.* in shop'], []]);
  expect(later.diff(accessOf(...OBJECTS))).toEqual({ widens: false, added: [], removed: added });
});

test('says what is unknown, unused and without effect', () => {
  const pod = {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } },
    spec: { serviceAccountName: 'web', automountServiceAccountToken: false, containers: [{ name: 'c' }] },
  };
  const access = accessOf(
    ...[...OBJECTS, pod],
    role('Role', 'alone', [{ verbs: ['get'], apiGroups: [''], resources: ['pods/*'] }], 'shop'),
    role('ClusterRole', 'labelled', [READ], undefined, { labels: { [`${RBAC}/aggregate-to-view`]: 'true' } }),
    bind('RoleBinding', 'lost', 'Role', 'gone', { kind: 'User', name: 'jane' }, 'shop'),
  );
  expect(access.unknown()).toEqual([
    'RoleBinding shop/lost names Role shop/gone, which is not among the manifests: what it allows is unknown',
  ]);
  expect(access.unused()).toEqual([
    'RoleBinding shop/read: no pod has a token of account shop/web',
    'Role shop/alone: no binding names it',
  ]);
  expect(access.ineffective()).toEqual([
    'Role shop/alone /rules/0/resources/0: the resource "pods/*", which matches nothing; name each resource, or use "*"',
  ]);
  expect(access.can('jane', 'get', 'pods', { namespaceName: 'shop' }).reason).toContain('RoleBinding shop/lost names');
});

test('a role that aggregates has the rules of the others and not its own', () => {
  const all = {
    ...role('ClusterRole', 'all', [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: 'a' } }] },
  };
  const part = role('ClusterRole', 'part', [READ], undefined, { labels: { part: 'a' } });
  const access = accessOf(
    all,
    part,
    bind('ClusterRoleBinding', 'all', 'ClusterRole', 'all', { kind: 'User', name: 'jane' }),
  );
  expect(access.permissions('jane')).toEqual(
    ['get', 'list'].flatMap((verb) => ['pods', 'pods/log'].map((each) => `${verb} ${each} in the whole cluster`)),
  );
  expect(access.list()[0]).toMatchObject({ role: 'ClusterRole all', rule: 'rule 0 of ClusterRole part' });
});

test('a matcher says what is there', () => {
  const { message } = hardeningMatchers.toHaveExactlyAccess(OBJECTS, 'shop/web', [
    'get,list pods in shop',
    'get secrets in shop',
  ]);
  expect(message().split('\n')).toEqual([
    'shop/web may get pods/log in shop, which is not expected',
    'shop/web may list pods/log in shop, which is not expected',
    'shop/web may not get secrets in shop',
  ]);
  expect(hardeningMatchers.toBeAbleTo(OBJECTS, 'shop/web', 'get', 'secrets', { namespaceName: 'shop' }).message()).toBe(
    'shop/web may not get secrets: no rule of a bound role allows it',
  );
});

test('draws the way from the workload to what its account may do', () => {
  const pod = {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } },
    spec: { serviceAccountName: 'web', containers: [{ name: 'c' }] },
  };
  const exec = role('Role', 'exec', [{ verbs: ['create'], apiGroups: [''], resources: ['pods/exec'] }], 'shop');
  const access = accessOf(...OBJECTS, pod, exec, bind('RoleBinding', 'exec', 'Role', 'exec', WEB, 'shop'));
  const svg = access.toSvg();
  const boxes = [...svg.matchAll(/<g class="(\w+)( \w+)?"><title>([^<]*)<\/title>/g)].map(([, kind, mark, title]) => [
    kind,
    mark?.trim(),
    title?.split('\n')[0],
  ]);
  expect(boxes).toEqual(
    expect.arrayContaining([
      ['workload', undefined, 'shop/web'],
      ['subject', undefined, 'ServiceAccount shop/web'],
      ['binding', undefined, 'RoleBinding shop/exec'],
      ['role', undefined, 'Role shop/exec'],
      ['rule', 'danger', 'create on pods/exec'],
      ['rule', undefined, 'get, list on pods, pods/log'],
    ]),
  );
  expect(access.toHtml()).toContain('<section id="access"');
  expect(
    accessOf(...OBJECTS, { ...pod, spec: { ...pod.spec, automountServiceAccountToken: false } }).toSvg(),
  ).toContain('class="idle"');
});

test('a picture with too many parts leaves out the rules, then everything', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      bind('RoleBinding', `b${index}`, 'ClusterRole', 'view', { kind: 'User', name: `u${index}` }, 'lab'),
    );
  expect(accessOf(...many(100)).toSvg()).not.toContain('too many');
  expect(accessOf(...many(148)).toSvg()).toContain('the rules of the roles are left out');
  expect(accessOf(...many(200)).toSvg()).toContain('are too many for one picture');
});
