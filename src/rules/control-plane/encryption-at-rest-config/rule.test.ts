import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const config = (resources: any) => (world: World) => {
  world.others = [{ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources }];
};
const key = { keys: [{ name: 'key1', secret: 'c2VjcmV0IGlzIHNlY3VyZQ==' }] };
const secrets = (...providers: any[]) => config([{ resources: ['secrets'], providers }]);
const at = (pointer: string) => [`EncryptionConfiguration ${pointer}`];

testRule(rule, {
  valid: {
    'the first provider encrypts': secrets({ aescbc: key }, { identity: {} }),
    secretbox: secrets({ secretbox: key }),
    aesgcm: secrets({ aesgcm: key }),
    'version v2 of KMS': secrets({ kms: { apiVersion: 'v2', name: 'a', endpoint: 'unix:///kms.sock' } }),
    'the whole core group': config([{ resources: ['*.'], providers: [{ aescbc: key }] }]),
    'everything, after another resource': config([
      { resources: ['configmaps'], providers: [{ identity: {} }] },
      { resources: ['*.*'], providers: [{ secretbox: key }] },
    ]),
    'a later entry does not count': config([
      { resources: ['configmaps', 'secrets'], providers: [{ aescbc: key }] },
      { resources: ['*.*'], providers: [{ identity: {} }] },
    ]),
  },
  invalid: {
    'identity comes first': {
      change: secrets({ identity: {} }, { aescbc: key }),
      at: at('/resources/0/providers/0'),
      mendedBy: 'none',
    },
    'an earlier entry decides': {
      change: config([
        { resources: ['*.*'], providers: [{ identity: {} }] },
        { resources: ['secrets'], providers: [{ aescbc: key }] },
      ]),
      at: at('/resources/0/providers/0'),
    },
    'a wildcard of another group': {
      change: config([{ resources: ['*.apps', 'secrets.example.com'], providers: [{ aescbc: key }] }]),
      at: at('/resources'),
    },
    'nothing is covered': { change: config([]), at: at('/resources') },
    null: { change: config(null), at: at('/resources') },
    'entries of any form': { change: config([null, 'secrets', { resources: 'secrets' }]), at: at('/resources') },
    'no provider': { change: secrets(), at: at('/resources/0/providers') },
    'providers of any form': { change: secrets(null, 7), at: at('/resources/0/providers') },
    'an unknown provider': { change: secrets({ rot13: {} }), at: at('/resources/0/providers') },
    'version v1 of KMS': {
      change: secrets({ kms: { apiVersion: 'v1', name: 'a', endpoint: 'unix:///kms.sock' } }),
      at: at('/resources/0/providers/0/kms/apiVersion'),
      severity: 'medium',
    },
    'KMS without a version, which is v1': {
      change: secrets({ kms: { name: 'a', endpoint: 'unix:///kms.sock' } }),
      at: at('/resources/0/providers/0/kms/apiVersion'),
      severity: 'medium',
    },
  },
});
