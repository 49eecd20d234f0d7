import { kubelet, kubeletArgs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'by default': kubelet({}),
    'by the file': kubelet({ authorization: { mode: 'Webhook' } }),
    'a flag': kubeletArgs({ 'authorization-mode': 'Webhook' }),
  },
  invalid: {
    'by the file': {
      change: kubelet({ authorization: { mode: 'AlwaysAllow' } }),
      at: ['KubeletConfiguration /authorization/mode'],
      mendedBy: 'force',
    },
    'no webhook': {
      change: kubelet({ authentication: { x509: { clientCAFile: '/x' }, webhook: { enabled: false } } }),
      at: ['KubeletConfiguration /authentication/webhook/enabled'],
      ...{ severity: 'medium', mendedBy: 'force' },
    },
    'by a flag': {
      change: kubeletArgs({ 'authorization-mode': 'AlwaysAllow' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'force',
    },
    'no webhook by a flag': {
      change: kubeletArgs({ 'authentication-token-webhook': 'false' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      ...{ severity: 'medium', mendedBy: 'force' },
    },
  },
});
