import { file, nodeFile } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const tokens = (...bootstrapTokens: object[]) => nodeFile('InitConfiguration', { bootstrapTokens });

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'the default of kubeadm': file(tokens({})),
    'a day': file(tokens({ ttl: '24h' })),
    'an hour': file(tokens({ ttl: '1h0m0s' })),
    'a time in place of a duration': file(tokens({ ttl: '0s', expires: '2026-12-01T00:00:00Z' })),
    'no tokens': file(nodeFile('InitConfiguration', {})),
  },
  invalid: {
    'for ever': {
      change: file(tokens({ ttl: '0s' })),
      at: ['InitConfiguration /bootstrapTokens/0/ttl'],
      mendedBy: 'force',
    },
    'for ever, in short': { change: file(tokens({ ttl: '0' })), at: ['InitConfiguration /bootstrapTokens/0/ttl'] },
    'longer than a day': {
      change: file(tokens({ ttl: '1h' }, { ttl: '24h1s' })),
      at: ['InitConfiguration /bootstrapTokens/1/ttl'],
      mendedBy: 'force',
    },
  },
});
