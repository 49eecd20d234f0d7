import { inConfigMap, kubelet, kubeletArgs, kubeletFile } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'by default': kubelet({}),
    null: kubelet({ authentication: { x509: { clientCAFile: '/x' }, anonymous: null } }),
    'a flag': kubeletArgs({ 'anonymous-auth': 'false' }),
    'in a ConfigMap': inConfigMap('kubelet', kubeletFile()),
  },
  invalid: {
    'by the file': {
      change: kubelet({ authentication: { x509: { clientCAFile: '/x' }, anonymous: { enabled: true } } }),
      at: ['KubeletConfiguration /authentication/anonymous/enabled'],
      mendedBy: 'force',
    },
    'by a flag': {
      change: kubeletArgs({ 'anonymous-auth': 'true' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'force',
    },
    'in a ConfigMap': {
      change: inConfigMap(
        'kubelet',
        kubeletFile({ authentication: { x509: { clientCAFile: '/x' }, anonymous: { enabled: true } } }),
      ),
      at: ['ConfigMap /data/kubelet'],
      mendedBy: 'none',
    },
  },
});
