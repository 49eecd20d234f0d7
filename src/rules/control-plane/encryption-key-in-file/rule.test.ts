import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const KEY = Buffer.alloc(32, 7).toString('base64');
const keys = (...secrets: string[]) => ({ keys: secrets.map((secret, index) => ({ name: `key-${index}`, secret })) });
const providers =
  (...list: any[]) =>
  ({ others }: World): void => {
    others.push({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'EncryptionConfiguration',
      resources: [
        {
          resources: ['secrets'],
          providers: [{ kms: { apiVersion: 'v2', name: 'a', endpoint: 'unix:///run/kms.sock' } }, ...list],
        },
      ],
    });
  };
const at = (pointer: string) => [`EncryptionConfiguration /resources/0/providers/1/${pointer}/secret`];

testRule(rule, {
  valid: {
    'no local key': providers(),
    'a text that stands for a key': providers({ secretbox: keys('REPLACE-WITH-KEY-a') }),
    'a variable of an installer': providers({ aescbc: keys('${K8S_ENC_KEY}') }),
  },
  invalid: {
    'a key of secretbox': { change: providers({ secretbox: keys(KEY) }), at: at('secretbox/keys/0'), mendedBy: 'none' },
    'the second key': { change: providers({ aescbc: keys('REPLACE-IT', KEY) }), at: at('aescbc/keys/1') },
    'a short key': { change: providers({ aesgcm: keys('c2VjcmV0IGlzIHNlY3VyZQ==') }), at: at('aesgcm/keys/0') },
  },
});
