import { file, nodeFile } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const join = (discovery: object) => nodeFile('JoinConfiguration', { discovery });

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'a hash': file(join({ bootstrapToken: { apiServerEndpoint: 'k8s:6443', caCertHashes: ['sha256:01'] } })),
    'a file': file(join({ file: { kubeConfigPath: '/etc/kubernetes/discovery.conf' } })),
    'a file from a server': file(join({ file: { kubeConfigPath: 'https://boot.example.com/discovery' } })),
    'no discovery': file(nodeFile('JoinConfiguration', {})),
  },
  invalid: {
    'on purpose': {
      change: file(join({ bootstrapToken: { unsafeSkipCAVerification: true } })),
      at: ['JoinConfiguration /discovery/bootstrapToken/unsafeSkipCAVerification'],
      mendedBy: 'none',
    },
    'no hash': {
      change: file(join({ bootstrapToken: { apiServerEndpoint: 'k8s:6443', caCertHashes: [] } })),
      at: ['JoinConfiguration /discovery/bootstrapToken/caCertHashes'],
    },
    'a file over plain HTTP': {
      change: file(join({ file: { kubeConfigPath: 'http://boot.example.com/discovery' } })),
      at: ['JoinConfiguration /discovery/file/kubeConfigPath'],
    },
  },
});
