import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const ENFORCE = 'kubernetes.io/enforce-mountable-secrets';

testRule(rule, {
  valid: {
    null: ({ account }) => {
      account.secrets = null;
    },
    'an empty list': ({ account }) => {
      account.secrets = [];
    },
    'secrets to pull images with': ({ account }) => {
      account.imagePullSecrets = [{ name: 'registry' }];
    },
    'a list of what may be mounted': ({ account }) => {
      account.secrets = [{ name: 'db' }];
      account.metadata.annotations = { [ENFORCE]: 'true' };
    },
  },
  invalid: {
    'a list': {
      change: ({ account }) => {
        account.secrets = [{ name: 'web-token-x7k2p' }];
      },
      at: ['ServiceAccount /secrets'],
      mendedBy: 'none',
    },
    'a list that is not enforced': {
      change: ({ account }) => {
        account.secrets = [{ name: 'db' }];
        account.metadata.annotations = { [ENFORCE]: 'false' };
      },
      at: ['ServiceAccount /secrets'],
    },
    'entries without a name': {
      change: ({ account }) => {
        account.secrets = [{}, { namespace: 'shop' }];
      },
      at: ['ServiceAccount /secrets'],
    },
  },
});
