import { kubelet, kubeletArgs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: { 'by default': kubelet({}), 'by the file': kubelet({ makeIPTablesUtilChains: true }) },
  invalid: {
    off: {
      change: kubelet({ makeIPTablesUtilChains: false }),
      at: ['KubeletConfiguration /makeIPTablesUtilChains'],
      mendedBy: 'force',
    },
    'off by a flag': {
      change: kubeletArgs({ 'make-iptables-util-chains': 'false' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
