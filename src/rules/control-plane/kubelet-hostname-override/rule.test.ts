import { kubeletArgs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: { 'another flag': kubeletArgs({ 'node-ip': '10.0.0.1' }) },
  invalid: {
    'a name': {
      change: kubeletArgs({ 'hostname-override': 'node-1' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'none',
    },
  },
});
