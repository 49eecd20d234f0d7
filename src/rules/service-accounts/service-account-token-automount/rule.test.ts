import { placesOf } from '../../../../test/support/findings';
import { boundToPod, RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/automountServiceAccountToken'];

/** Leaves the account without permissions, so that its token is not needed. */
function unbind({ roleBinding, clusterRoleBinding }: World): void {
  roleBinding.subjects = [{ kind: 'ServiceAccount', name: 'other', namespace: 'shop' }];
  clusterRoleBinding.subjects = [{ kind: 'ServiceAccount', name: 'other', namespace: 'shop' }];
}

testRule(rule, {
  valid: {
    'true on the account, false on the pod: the pod wins': ({ account }) => {
      account.automountServiceAccountToken = true;
    },
    '§4.6: false on the pod, unset on the account': ({ account }) => {
      delete account.automountServiceAccountToken;
    },
    'false on the account alone': ({ spec }) => {
      delete spec.automountServiceAccountToken;
    },
    'null on the pod, false on the account': ({ spec }) => {
      spec.automountServiceAccountToken = null;
    },
    'false on the account, under its old field name': {
      change: ({ spec }) => {
        delete spec.automountServiceAccountToken;
        delete spec.serviceAccountName;
        spec.serviceAccount = 'web';
      },
      also: ['deprecated-field'],
    },
    'false on the account, empty new field beside the old one': {
      change: ({ spec }) => {
        delete spec.automountServiceAccountToken;
        spec.serviceAccountName = '';
        spec.serviceAccount = 'web';
      },
      also: ['deprecated-field'],
    },
    'no account named, false on "default"': ({ spec }) => {
      delete spec.automountServiceAccountToken;
      delete spec.serviceAccountName;
    },
  },
  invalid: {
    'unset on both': {
      change: (world) => {
        unbind(world);
        delete world.spec.automountServiceAccountToken;
        delete world.account.automountServiceAccountToken;
      },
      at,
      mendedBy: 'fill',
    },
    'true on the pod, false on the account': {
      change: (world) => {
        unbind(world);
        world.spec.automountServiceAccountToken = true;
      },
      at,
      mendedBy: 'force',
    },
    'an account that is not in the set': {
      change: ({ spec }) => {
        delete spec.automountServiceAccountToken;
        spec.serviceAccountName = 'elsewhere';
      },
      at,
      mendedBy: 'fill',
    },
    'an account of that name in another namespace': {
      change: (world) => {
        unbind(world);
        delete world.spec.automountServiceAccountToken;
        world.account.metadata.namespace = 'other';
      },
      at,
      mendedBy: 'fill',
    },
    'no account named, true on the pod': {
      change: ({ spec }) => {
        spec.automountServiceAccountToken = true;
        delete spec.serviceAccountName;
      },
      at,
      also: ['default-service-account'],
      mendedBy: 'force',
    },
    'bound by a RoleBinding, which need not name its own namespace': {
      change: (world) => {
        boundToPod(world);
        world.spec.automountServiceAccountToken = true;
        world.clusterRoleBinding.subjects = [];
        delete world.roleBinding.subjects[0].namespace;
      },
      at,
      severity: 'info',
      mendedBy: 'none',
    },
    'bound by a ClusterRoleBinding, by its user name': {
      change: (world) => {
        unbind(world);
        world.spec.automountServiceAccountToken = true;
        world.clusterRoleBinding.subjects = [{ kind: 'User', name: 'system:serviceaccount:shop:web' }];
      },
      at,
      severity: 'info',
      mendedBy: 'none',
    },
    ...Object.fromEntries(
      ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'].map((name) => [
        `bound by its group ${name}`,
        {
          change: (world: World) => {
            unbind(world);
            world.spec.automountServiceAccountToken = true;
            world.roleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'Group', name }];
          },
          at,
          severity: 'info',
          mendedBy: 'none' as const,
          also: [name === 'system:authenticated' ? 'rbac-authenticated-binding' : 'rbac-all-service-accounts-binding'],
        },
      ]),
    ),
    'the group of another namespace is bound': {
      change: (world) => {
        unbind(world);
        world.spec.automountServiceAccountToken = true;
        world.roleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:serviceaccounts:other' }];
      },
      at,
      mendedBy: 'force',
      also: ['rbac-all-service-accounts-binding'],
    },
    'a role that the cluster grants to all is bound': {
      change: (world) => {
        unbind(world);
        world.spec.automountServiceAccountToken = true;
        world.clusterRoleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:authenticated' }];
        world.clusterRoleBinding.roleRef.name = 'system:discovery';
      },
      at,
      mendedBy: 'force',
    },
    'an account of that name in another namespace is bound': {
      change: (world) => {
        unbind(world);
        world.spec.automountServiceAccountToken = true;
        world.roleBinding.subjects = [{ kind: 'ServiceAccount', name: 'web', namespace: 'other' }];
      },
      at,
      mendedBy: 'force',
    },
  },
});

describe('namespaces that are set when the objects are applied', () => {
  const pod = (namespace?: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace },
    spec: { serviceAccountName: 'web', containers: [{ name: 'web', image: 'web' }] },
  });
  const bound = (subject: any, namespace?: string) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'web', namespace },
    roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name: 'web' },
    subjects: [subject],
  });
  const account = (namespace?: string) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'web', namespace },
    automountServiceAccountToken: false,
  });
  const web = { kind: 'ServiceAccount', name: 'web' };
  const group = { apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:serviceaccounts:shop' };
  const place = 'Pod /spec/automountServiceAccountToken';

  test.each<[string, any[], string[]]>([
    ['a pod without, a subject with one', [pod(), bound({ ...web, namespace: 'shop' }, 'shop')], [`info ${place}`]],
    ['a pod without, a binding with one', [pod(), bound(web, 'shop')], [`info ${place}`]],
    ['a pod without, the group of one', [pod(), bound(group, 'shop')], [`info ${place}`]],
    ['a pod with one, a binding without', [pod('shop'), bound(web)], [`info ${place}`]],
    ['neither', [pod(), bound(web)], [`info ${place}`]],
    ['two namespaces', [pod('shop'), bound(web, 'other')], [`medium ${place}`]],
    ['a pod without, a binding of another account', [pod(), bound({ ...web, name: 'x' }, 'shop')], [`medium ${place}`]],
    ['a pod without, an account with one', [pod(), account('shop')], []],
    ['a pod with one, an account without', [pod('shop'), account()], []],
    ['a pod and an account of two namespaces', [pod('shop'), account('other')], [`medium ${place}`]],
  ])('%s', (_, objects, expected) => {
    expect(placesOf(rule, objects)).toEqual(expected);
  });
});
