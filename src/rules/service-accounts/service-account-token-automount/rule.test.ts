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
      [
        ['system:serviceaccounts', 'rbac-all-service-accounts-binding'],
        ['system:serviceaccounts:shop', 'rbac-all-service-accounts-binding'],
        ['system:authenticated', 'rbac-authenticated-binding'],
      ].map(([name, other]) => [
        `bound by group ${name}`,
        {
          change: (world: World) => {
            unbind(world);
            delete world.spec.automountServiceAccountToken;
            delete world.account.automountServiceAccountToken;
            world.roleBinding.subjects = [{ kind: 'Group', name }];
          },
          at,
          severity: 'info',
          also: [other as string],
          mendedBy: 'none' as const,
        },
      ]),
    ),
    'the group of another namespace is bound': {
      change: (world) => {
        unbind(world);
        delete world.spec.automountServiceAccountToken;
        delete world.account.automountServiceAccountToken;
        world.roleBinding.subjects = [{ kind: 'Group', name: 'system:serviceaccounts:other' }];
      },
      at,
      also: ['rbac-all-service-accounts-binding'],
      mendedBy: 'fill',
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
