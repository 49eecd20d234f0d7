import { file, nodeFile } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    none: file(nodeFile('InitConfiguration', { nodeRegistration: {} })),
    'a single check': file(nodeFile('InitConfiguration', { nodeRegistration: { ignorePreflightErrors: ['Swap'] } })),
  },
  invalid: {
    'all of init': {
      change: file(nodeFile('InitConfiguration', { nodeRegistration: { ignorePreflightErrors: ['all'] } })),
      at: ['InitConfiguration /nodeRegistration/ignorePreflightErrors'],
      mendedBy: 'none',
    },
    'all of join, in capitals': {
      change: file(nodeFile('JoinConfiguration', { nodeRegistration: { ignorePreflightErrors: ['All'] } })),
      at: ['JoinConfiguration /nodeRegistration/ignorePreflightErrors'],
    },
  },
});
