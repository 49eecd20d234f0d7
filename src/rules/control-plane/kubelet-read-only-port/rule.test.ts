import { inConfigMap, kubelet, kubeletArgs, kubeletFile } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'by default': kubelet({}),
    'port 0': kubelet({ readOnlyPort: 0 }),
    'a flag': kubeletArgs({ 'read-only-port': '0' }),
  },
  invalid: {
    'a port': {
      change: kubelet({ readOnlyPort: 10255 }),
      at: ['KubeletConfiguration /readOnlyPort'],
      mendedBy: 'force',
    },
    'a port by a flag': {
      change: kubeletArgs({ 'read-only-port': '10255' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'force',
    },
    'in a ConfigMap': {
      change: inConfigMap('kubelet', kubeletFile({ readOnlyPort: 10255 })),
      at: ['ConfigMap /data/kubelet'],
      mendedBy: 'none',
    },
  },
});
