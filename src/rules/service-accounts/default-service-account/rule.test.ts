import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'unnamed, but no token is mounted': ({ spec }) => {
      delete spec.serviceAccountName;
    },
    'named "default", without a token': ({ spec }) => {
      delete spec.automountServiceAccountToken;
      spec.serviceAccountName = 'default';
    },
  },
  invalid: {
    'unnamed, with a token': {
      change: ({ spec }) => {
        delete spec.serviceAccountName;
        spec.automountServiceAccountToken = true;
      },
      at: ['/serviceAccountName'],
      also: ['service-account-token-automount'],
      mendedBy: 'force',
    },
    'empty, with a token': {
      change: ({ spec }) => {
        spec.serviceAccountName = '';
        spec.automountServiceAccountToken = true;
      },
      at: ['/serviceAccountName'],
      also: ['service-account-token-automount'],
      mendedBy: 'force',
    },
    'named in the old field, with a token': {
      change: ({ spec, defaultAccount }) => {
        delete spec.serviceAccountName;
        delete spec.automountServiceAccountToken;
        spec.serviceAccount = 'default';
        defaultAccount.metadata.namespace = 'other';
      },
      at: ['/serviceAccountName'],
      also: ['deprecated-field', 'service-account-token-automount'],
      mendedBy: 'fill',
    },
  },
});
