import { file, nodeFile } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const TOKEN = 'a1b2c3.0123456789abcdef';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    none: file(nodeFile('InitConfiguration', { bootstrapTokens: [{ ttl: '1h' }] })),
    placeholders: file(
      nodeFile('JoinConfiguration', {
        controlPlane: { certificateKey: 'REPLACE-WITH-CERTIFICATE-KEY' },
        discovery: { file: { kubeConfigPath: '/x' }, tlsBootstrapToken: '${TOKEN}' },
      }),
    ),
  },
  invalid: {
    'tokens of init': {
      change: file(nodeFile('InitConfiguration', { bootstrapTokens: [{}, { token: TOKEN }] })),
      at: ['InitConfiguration /bootstrapTokens/1/token'],
      mendedBy: 'none',
    },
    'the key of init': {
      change: file(nodeFile('InitConfiguration', { certificateKey: 'ab'.repeat(32) })),
      at: ['InitConfiguration /certificateKey'],
    },
    'tokens of join': {
      change: file(
        nodeFile('JoinConfiguration', {
          discovery: { bootstrapToken: { caCertHashes: ['sha256:01'], token: TOKEN }, tlsBootstrapToken: TOKEN },
        }),
      ),
      at: ['JoinConfiguration /discovery/bootstrapToken/token', 'JoinConfiguration /discovery/tlsBootstrapToken'],
    },
    'the key of join': {
      change: file(nodeFile('JoinConfiguration', { controlPlane: { certificateKey: 'ab'.repeat(32) } })),
      at: ['JoinConfiguration /controlPlane/certificateKey'],
    },
  },
});
