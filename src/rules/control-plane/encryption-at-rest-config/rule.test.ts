import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const config = (resources: any) => (world: World) => {
  world.others = [{ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources }];
};
const key = { keys: [{ name: 'key1', secret: 'REPLACE-WITH-KEY-key1' }] };
const secrets = (...providers: any[]) => config([{ resources: ['secrets'], providers }]);
const at = (pointer: string) => [`EncryptionConfiguration ${pointer}`];

testRule(rule, {
  valid: {
    'the first provider encrypts': secrets({ secretbox: key }, { identity: {} }),
    'version v2 of KMS': secrets({ kms: { apiVersion: 'v2', name: 'a', endpoint: 'unix:///kms.sock' } }),
    'the whole core group': config([{ resources: ['*.'], providers: [{ secretbox: key }] }]),
    'everything, after another resource': config([
      { resources: ['configmaps'], providers: [{ identity: {} }] },
      { resources: ['*.*'], providers: [{ secretbox: key }] },
    ]),
    'a later entry does not count': config([
      { resources: ['configmaps', 'secrets'], providers: [{ secretbox: key }] },
      { resources: ['*.*'], providers: [{ identity: {} }] },
    ]),
  },
  invalid: {
    'identity comes first': {
      change: secrets({ identity: {} }, { aescbc: key }),
      at: at('/resources/0/providers/0'),
      mendedBy: 'none',
    },
    'an earlier entry decides, and the API server does not start': {
      change: config([
        { resources: ['*.*'], providers: [{ identity: {} }] },
        { resources: ['secrets'], providers: [{ secretbox: key }] },
      ]),
      at: [...at('/resources/0/providers/0'), ...at('/resources/1/resources/0')],
    },
    'an entry after a wildcard of its group': {
      change: config([
        { resources: ['*.', '*.apps'], providers: [{ secretbox: key }] },
        { resources: ['events', 'deployments.apps', 'jobs.batch'], providers: [{ identity: {} }] },
      ]),
      at: [...at('/resources/1/resources/0'), ...at('/resources/1/resources/1')],
    },
    'a wildcard of another group': {
      change: config([{ resources: ['*.apps', 'secrets.example.com'], providers: [{ secretbox: key }] }]),
      at: at('/resources'),
    },
    'nothing is covered': { change: config([]), at: at('/resources') },
    null: { change: config(null), at: at('/resources') },
    'no provider': { change: secrets(), at: at('/resources/0/providers') },
    'an unknown provider': {
      change: secrets({ rot13: {} }),
      at: at('/resources/0/providers'),
      also: ['unknown-field'],
    },
    'AES-CBC': { change: secrets({ aescbc: key }), at: at('/resources/0/providers/0/aescbc'), severity: 'info' },
    'AES-GCM': { change: secrets({ aesgcm: key }), at: at('/resources/0/providers/0/aesgcm'), severity: 'low' },
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
