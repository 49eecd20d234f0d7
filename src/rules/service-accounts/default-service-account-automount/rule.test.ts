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
