import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'no account "default" in the set': (world) => {
      world.defaultAccount.metadata.name = 'other';
    },
    'another account without the field': ({ account }) => {
      delete account.automountServiceAccountToken;
    },
  },
  invalid: {
    unset: {
      change: ({ defaultAccount }) => {
        delete defaultAccount.automountServiceAccountToken;
      },
      at: ['ServiceAccount /automountServiceAccountToken'],
      mendedBy: 'fill',
    },
    'unset, and bound by its name: pods would break': {
      change: ({ defaultAccount, roleBinding }) => {
        delete defaultAccount.automountServiceAccountToken;
        roleBinding.subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }];
      },
      at: ['ServiceAccount /automountServiceAccountToken'],
      also: ['rbac-default-service-account-binding'],
      mendedBy: 'none',
    },
    null: {
      change: ({ defaultAccount }) => {
        defaultAccount.automountServiceAccountToken = null;
      },
      at: ['ServiceAccount /automountServiceAccountToken'],
      mendedBy: 'fill',
    },
    true: {
      change: ({ defaultAccount }) => {
        defaultAccount.automountServiceAccountToken = true;
      },
      at: ['ServiceAccount /automountServiceAccountToken'],
      mendedBy: 'force',
    },
  },
});
