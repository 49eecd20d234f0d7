import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { holdsToken, isBound, mountsToken } from './token';

const pod = (spec: any) =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { serviceAccountName: 'web', containers: [{ name: 'web', image: 'web' }], ...spec },
  });
const account = (automountServiceAccountToken: any, namespace = 'shop') =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'web', namespace },
    automountServiceAccountToken,
  });

test.each<[string, any, Manifest[], boolean]>([
  ['neither sets it', {}, [], true],
  ['the account says no', {}, [account(false)], false],
  ['the account says yes', {}, [account(true)], true],
  ['the account does not set it', {}, [account(undefined)], true],
  ['one of another namespace says no', {}, [account(false, 'other')], true],
  ['one of two says no', {}, [account(false), account(undefined)], true],
  ['both say no', {}, [account(false), account(false)], false],
  ['the pod says no', { automountServiceAccountToken: false }, [account(true)], false],
  ['the pod says yes', { automountServiceAccountToken: true }, [account(false)], true],
  ['the pod says null', { automountServiceAccountToken: null }, [account(false)], false],
])('mounted: %s', (_, spec, accounts, expected) => {
  const manifest = pod(spec);
  const all = ManifestSet.fromManifests([manifest, ...accounts]);
  expect(manifest.podTemplate && mountsToken(manifest.podTemplate, all)).toBe(expected);
});

test.each<[any, boolean]>([
  [undefined, false],
  [null, false],
  [[], false],
  [[{ name: 'x', emptyDir: {} }], false],
  [[{ name: 'x', projected: null }], false],
  [[{ name: 'x', projected: { sources: null } }], false],
  [[{ name: 'x', projected: { sources: [{ configMap: { name: 'x' } }] } }], false],
  [[{ name: 'x', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }], true],
  [[{ name: 'x', projected: { sources: [{ serviceAccountToken: { path: 'token', audience: '' } }] } }], true],
  [[{ name: 'x', projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'vault' } }] } }], false],
  [
    [
      {
        name: 'x',
        projected: {
          sources: [
            { serviceAccountToken: { path: 'token', audience: 'api' } },
            { configMap: { name: 'kube-root-ca.crt' } },
          ],
        },
      },
    ],
    true,
  ],
  ...['https://kubernetes.default.svc', 'https://kubernetes.default.svc.cluster.local'].map(
    (audience): [any, boolean] => [
      [{ name: 'x', projected: { sources: [{ serviceAccountToken: { path: 'token', audience } }] } }],
      true,
    ],
  ),
  [
    [{ projected: { sources: [{ serviceAccountToken: { path: 'x', audience: 'https://kubernetes.default.svcs' } }] } }],
    false,
  ],
])('held through volumes %j: %s', (volumes, expected) => {
  const manifest = pod({ automountServiceAccountToken: false, volumes });
  expect(manifest.podTemplate && holdsToken(manifest.podTemplate, ManifestSet.fromManifests([manifest]))).toBe(
    expected,
  );
});

const WEB = { kind: 'ServiceAccount', name: 'web' };

test.each<[string, string | undefined, string | undefined, object, boolean]>([
  ['its own account', 'shop', 'shop', { ...WEB, namespace: 'shop' }, true],
  ['its account by user name', 'shop', 'shop', { kind: 'User', name: 'system:serviceaccount:shop:web' }, true],
  ['another account', 'shop', 'shop', { ...WEB, name: 'db', namespace: 'shop' }, false],
  ['one of another namespace', 'shop', 'shop', { ...WEB, namespace: 'other' }, false],
  ['all accounts', 'shop', 'shop', { kind: 'Group', name: 'system:serviceaccounts' }, true],
  ['all accounts of its namespace', 'shop', 'shop', { kind: 'Group', name: 'system:serviceaccounts:shop' }, true],
  ['all accounts of another namespace', 'shop', 'shop', { kind: 'Group', name: 'system:serviceaccounts:other' }, false],
  ['all who are known', 'shop', 'shop', { kind: 'Group', name: 'system:authenticated' }, true],
  ['another group', 'shop', 'shop', { kind: 'Group', name: 'system:masters' }, false],
  ['its name, for a pod without a namespace', undefined, 'shop', { ...WEB, namespace: 'shop' }, true],
  ['another name, for a pod without a namespace', undefined, 'shop', { ...WEB, name: 'db', namespace: 'shop' }, false],
  [
    'a group of one namespace, for a pod without',
    undefined,
    'shop',
    { kind: 'Group', name: 'system:serviceaccounts:x' },
    true,
  ],
  ['its name, by a binding without a namespace', 'shop', undefined, WEB, true],
  ['another name, by a binding without a namespace', 'shop', undefined, { ...WEB, name: 'db' }, false],
])('bound: a binding names %s', (_, namespace, ofBinding, subject, expected) => {
  const manifest = Manifest.fromJson({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace } },
    spec: { serviceAccountName: 'web', containers: [{ name: 'web', image: 'web' }] },
  });
  const binding = Manifest.fromJson({
    ...{
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'web', namespace: ofBinding },
    },
    ...{ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' }, subjects: [subject] },
  });
  const all = ManifestSet.fromManifests([manifest, binding]);
  expect(manifest.podTemplate && isBound(manifest.podTemplate, all)).toBe(expected);
});
