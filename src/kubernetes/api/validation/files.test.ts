import { KubernetesApi } from '../kubernetes-api';

const CONFIG = 'apiserver.config.k8s.io/v1';
const KEY_32 = Buffer.alloc(32, 'k').toString('base64');
const refused = (json: any) =>
  KubernetesApi.of('1.37')
    .problems(json)
    .map(({ category, pointer }) => `${category} ${pointer}`);

const encryption = (...providers: any[]) => ({
  apiVersion: CONFIG,
  kind: 'EncryptionConfiguration',
  resources: [{ resources: ['secrets'], providers }],
});
const kms = { apiVersion: 'v2', name: 'vault', endpoint: 'unix:///run/kms.sock' };
const key = (secret: string) => ({ keys: [{ name: 'a', secret }] });
const at = '/resources/0/providers/0';

// https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/apis/apiserver/validation/validation_encryption.go
test.each<[string, any, string[]]>([
  ['a key of 32 bytes', encryption({ secretbox: key(KEY_32) }), []],
  ['a text in the place of a key', encryption({ secretbox: key('REPLACE-WITH-KEY-a') }), []],
  [
    'a key of 16 bytes',
    encryption({ secretbox: key('c2VjcmV0IGlzIHNlY3VyZQ==') }),
    [`semantics ${at}/secretbox/keys/0/secret`],
  ],
  ['the same for AES', encryption({ aescbc: key('c2VjcmV0IGlzIHNlY3VyZQ==') }), []],
  ['no key', encryption({ aescbc: { keys: [] } }), [`semantics ${at}/aescbc/keys`]],
  ['two providers in one', encryption({ identity: {}, kms }), [`semantics ${at}`]],
  ['no provider', encryption(), ['semantics /resources/0/providers']],
  ['KMS', encryption({ kms }), []],
  ['KMS by TCP', encryption({ kms: { ...kms, endpoint: 'tcp://a' } }), [`semantics ${at}/kms/endpoint`]],
  ['a cache of v2', encryption({ kms: { ...kms, cachesize: 1 } }), [`semantics ${at}/kms/cachesize`]],
  ['no time', encryption({ kms: { ...kms, timeout: '0s' } }), [`semantics ${at}/kms/timeout`]],
  ['one name for two', encryption({ kms }, { kms }), ['semantics /resources/0/providers/1/kms/name']],
])('encryption: %s', (_, json, expected) => {
  expect(refused(json)).toEqual(expected);
});

test.each([
  [['secrets', 'configmaps'], []],
  [['*.', 'deployments.apps'], []],
  [['*'], ['semantics /resources/0/resources/0']],
  [['secrets', 'secrets'], ['semantics /resources/0/resources/1']],
  [['secrets', '*.'], ['semantics /resources/0/resources/0']],
  [['secrets.*'], ['semantics /resources/0/resources/0']],
  [['Secrets'], ['semantics /resources/0/resources/0']],
  [[], ['semantics /resources/0/resources']],
])('encryption of %j', (resources, expected) => {
  const json = encryption({ identity: {} });
  expect(refused({ ...json, resources: [{ ...json.resources[0], resources }] })).toEqual(expected);
});

const issuer = { url: 'https://idp.example.com', audiences: ['kubernetes'] };
const mappings = { username: { claim: 'sub', prefix: 'oidc:' } };
const authentication = (authenticator: any, anonymous?: any) => ({
  apiVersion: CONFIG,
  kind: 'AuthenticationConfiguration',
  jwt: [{ issuer, claimMappings: mappings, ...authenticator }],
  ...(anonymous && { anonymous }),
});

// https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/apis/apiserver/validation/validation.go
test.each<[string, any, string[]]>([
  ['an issuer', authentication({}), []],
  ['without TLS', authentication({ issuer: { ...issuer, url: 'http://idp' } }), ['semantics /jwt/0/issuer/url']],
  ['no audience', authentication({ issuer: { ...issuer, audiences: [] } }), ['semantics /jwt/0/issuer/audiences']],
  [
    'two audiences',
    authentication({ issuer: { ...issuer, audiences: ['a', 'b'] } }),
    ['semantics /jwt/0/issuer/audienceMatchPolicy'],
  ],
  [
    'no prefix',
    authentication({ claimMappings: { username: { claim: 'sub' } } }),
    ['semantics /jwt/0/claimMappings/username/prefix'],
  ],
  ['an empty prefix', authentication({ claimMappings: { username: { claim: 'sub', prefix: '' } } }), []],
  ['no name', authentication({ claimMappings: {} }), ['semantics /jwt/0/claimMappings/username']],
  ['a rule of nothing', authentication({ claimValidationRules: [{}] }), ['semantics /jwt/0/claimValidationRules/0']],
  [
    'one rule twice',
    authentication({ userValidationRules: [{ expression: 'a' }, { expression: 'a' }] }),
    ['semantics /jwt/0/userValidationRules/1/expression'],
  ],
  [
    'conditions without anonymous requests',
    authentication({}, { enabled: false, conditions: [{ path: '/livez' }] }),
    ['semantics /anonymous/conditions'],
  ],
])('authentication: %s', (_, json, expected) => {
  expect(refused(json)).toEqual(expected);
});

const webhook = {
  ...{ timeout: '3s', failurePolicy: 'Deny', subjectAccessReviewVersion: 'v1' },
  connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: '/etc/kubernetes/webhook.conf' },
};
const authorization = (...authorizers: any[]) => ({
  apiVersion: CONFIG,
  kind: 'AuthorizationConfiguration',
  authorizers,
});
const guard = (change: any) => authorization({ type: 'Webhook', name: 'guard', webhook: { ...webhook, ...change } });

test.each<[string, any, string[]]>([
  ['a webhook', guard({}), []],
  ['nothing', authorization(), ['semantics /authorizers']],
  [
    'one type twice',
    authorization({ type: 'RBAC', name: 'rbac' }, { type: 'RBAC', name: 'rbac' }),
    ['semantics /authorizers/1/name', 'semantics /authorizers/1/type'],
  ],
  ['an unknown type', authorization({ type: 'Rbac', name: 'a' }), ['semantics /authorizers/0/type']],
  ['a name of its own', authorization({ type: 'RBAC', name: 'roles' }), ['semantics /authorizers/0/name']],
  ['no webhook', authorization({ type: 'Webhook', name: 'a' }), ['semantics /authorizers/0/webhook']],
  ['31 seconds', guard({ timeout: '31s' }), ['semantics /authorizers/0/webhook/timeout']],
  ['no failure policy', guard({ failurePolicy: undefined }), ['semantics /authorizers/0/webhook/failurePolicy']],
  [
    'conditions without a version',
    guard({ matchConditions: [{ expression: 'true' }] }),
    ['semantics /authorizers/0/webhook/matchConditionSubjectAccessReviewVersion'],
  ],
  [
    'in the cluster',
    guard({ connectionInfo: { type: 'InClusterConfig' } }),
    ['semantics /authorizers/0/webhook/connectionInfo/type'],
  ],
])('authorization: %s', (_, json, expected) => {
  expect(refused(json)).toEqual(expected);
});

const audit = (rule: any) => ({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [rule] });
const podSecurity = (content: any) => ({
  apiVersion: 'pod-security.admission.config.k8s.io/v1',
  kind: 'PodSecurityConfiguration',
  ...content,
});
const limits = (...list: any[]) => ({
  apiVersion: 'eventratelimit.admission.k8s.io/v1alpha1',
  kind: 'Configuration',
  limits: list,
});

test.each<[string, any, string[]]>([
  ['an audit rule', audit({ level: 'Metadata' }), []],
  ['no level', audit({}), ['semantics /rules/0/level']],
  ['a level in lower case', audit({ level: 'metadata' }), ['semantics /rules/0/level']],
  ['a stage', audit({ level: 'None', omitStages: ['Received'] }), ['semantics /rules/0/omitStages/0']],
  [
    'a group with its version',
    audit({ level: 'None', resources: [{ group: 'apps/v1' }] }),
    ['semantics /rules/0/resources/0/group'],
  ],
  [
    'paths beside resources',
    audit({ level: 'None', nonResourceURLs: ['/a'], resources: [{}] }),
    ['semantics /rules/0/nonResourceURLs'],
  ],
  [
    'names without resources',
    audit({ level: 'None', resources: [{ resourceNames: ['a'] }] }),
    ['semantics /rules/0/resources/0/resourceNames'],
  ],
  ['defaults', podSecurity({ defaults: { enforce: 'baseline', 'enforce-version': 'v1.36' } }), []],
  ['a level', podSecurity({ defaults: { enforce: 'Baseline' } }), ['semantics /defaults/enforce']],
  ['a version', podSecurity({ defaults: { 'warn-version': '1.36' } }), ['semantics /defaults/warn-version']],
  [
    'a namespace twice',
    podSecurity({ exemptions: { namespaces: ['a', 'a'] } }),
    ['semantics /exemptions/namespaces/1'],
  ],
  ['a limit', limits({ type: 'Server', qps: 50, burst: 100 }), []],
  ['no limit', limits(), ['semantics /limits']],
  ['no burst', limits({ type: 'Server', qps: 50 }), ['semantics /limits/0/burst']],
])('%s', (_, json, expected) => {
  expect(refused(json)).toEqual(expected);
});
