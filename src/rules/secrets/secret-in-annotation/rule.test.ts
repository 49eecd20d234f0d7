import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const withMap = (annotations: any) => (world: World) => {
  world.others = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop', annotations }, data: {} },
  ];
};
const annotation = (key: string, value: any) => withMap({ [key]: value });
const at = (key: string) => [`ConfigMap /metadata/annotations/${key.replaceAll('/', '~1')}`];
const TOKEN = `ghp_${'a1B2'.repeat(9)}`;
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    'no annotations': withMap({}),
    null: withMap(null),
    'an annotation that is null': annotation('acme.io/password', null),
    'a text': annotation('acme.io/description', 'resets the password of each user'),
    'the name of a Secret': annotation('nginx.ingress.kubernetes.io/auth-secret', 'users'),
    'the name of a Secret, with its namespace': annotation('nginx.ingress.kubernetes.io/auth-tls-secret', 'shop/ca2'),
    'a path in a store': annotation('vault.hashicorp.com/agent-inject-secret-db', 'secret/data/shop/db'),
    'a checksum of a Secret': annotation('checksum/secret', 'e3b0c44298fc1c149afbf4c8996fb924'),
    'an address without a password': annotation('acme.io/database', 'postgres://db:5432/shop'),
    'a placeholder': annotation('acme.io/password', '${PASSWORD}'),
    'a copy of an object without secrets': annotation(APPLIED, '{"kind":"ConfigMap","data":{"level":"info"}}'),
    'a token that has the name of a Secret': (world) => {
      annotation('acme.io/api-token', 'shop-tokens-2024')(world);
      world.others?.push({
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'tokens', namespace: 'shop' },
        spec: { target: { name: 'shop-tokens-2024' } },
      });
    },
  },
  invalid: {
    'a token': { change: annotation('acme.io/deploy', TOKEN), at: at('acme.io/deploy'), mendedBy: 'none' },
    'a password, by its name': { change: annotation('acme.io/db-password', 'hunter2'), at: at('acme.io/db-password') },
    'a key, by its name': { change: annotation('acme.io/api-key', 'a1b2c3d4e5'), at: at('acme.io/api-key') },
    'a header in a snippet': {
      change: annotation('acme.io/snippet', 'proxy_set_header Authorization "Basic d2ViOmh1bnRlcjI=";'),
      at: at('acme.io/snippet'),
    },
    'the copy of a Secret': {
      change: annotation(APPLIED, '{"kind":"Secret","data":{"password":"aHVudGVyMg=="}}'),
      at: at(APPLIED),
    },
    'an annotation of the pods': {
      change: () => undefined,
      workload: (workload) => {
        workload.spec.template.metadata.annotations = { 'acme.io/deploy': TOKEN };
      },
      at: ['../metadata/annotations/acme.io~1deploy'],
    },
  },
});

testRule(rule, {
  options: { names: ['pin'] },
  kinds: ['Deployment'],
  valid: { 'a word that only begins like it': annotation('acme.io/pinned', '1234x') },
  invalid: { 'a word of the option': { change: annotation('acme.io/pin', '1234x'), at: at('acme.io/pin') } },
});
