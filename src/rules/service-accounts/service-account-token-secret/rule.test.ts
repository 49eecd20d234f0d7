import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const secret = (type: any, annotations?: any) => (world: World) => {
  const metadata = { name: 'web-token', namespace: 'shop', annotations };
  world.others = [{ apiVersion: 'v1', kind: 'Secret', metadata, type }];
};
const annotations = { 'kubernetes.io/service-account.name': 'web' };

testRule(rule, {
  valid: {
    'no type': secret(undefined),
    null: secret(null),
    'another type': secret('kubernetes.io/basic-auth'),
    'a longer type': secret('kubernetes.io/service-account-token-copy'),
    'the annotation without the type': secret('Opaque', annotations),
  },
  invalid: {
    'a token': {
      change: secret('kubernetes.io/service-account-token', annotations),
      at: ['Secret /type'],
      mendedBy: 'none',
    },
    'a token without an account': { change: secret('kubernetes.io/service-account-token', null), at: ['Secret /type'] },
  },
});
