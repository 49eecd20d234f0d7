import { App, Duration } from 'cdk8s';
import {
  AdmissionControl,
  type AdmissionControlProps,
  EncryptionAtRest,
  type EncryptionAtRestProps,
  EncryptionProvider,
  EventRateLimitType,
  PodSecurityLevel,
  StructuredAuthentication,
  type StructuredAuthenticationProps,
  StructuredAuthorization,
  type StructuredAuthorizationProps,
} from 'cdk8s-hardened';
import { readYaml } from '../../../src/yaml/read';

const parsed = (text: string): any => readYaml(text).documents[0]?.value;
const SECRETBOX = EncryptionProvider.secretbox('key-2', 'key-1');

describe('EncryptionAtRest', () => {
  const encryption = (props: Partial<EncryptionAtRestProps> = {}) =>
    new EncryptionAtRest(new App(), 'encryption', { providers: [SECRETBOX], ...props });

  test('writes the providers in order, and no key', () => {
    const kms = EncryptionProvider.kms({ name: 'vault', endpoint: 'unix:///var/run/kms/kms.sock' });
    const { text } = encryption({ providers: [kms, SECRETBOX], readsPlaintext: true });
    expect(parsed(text)).toEqual({
      ...{ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration' },
      resources: [
        {
          resources: ['secrets', 'configmaps'],
          providers: [
            { kms: { apiVersion: 'v2', name: 'vault', endpoint: 'unix:///var/run/kms/kms.sock', timeout: '3s' } },
            {
              secretbox: {
                keys: [
                  { name: 'key-2', secret: 'REPLACE-WITH-KEY-key-2-HERE' },
                  { name: 'key-1', secret: 'REPLACE-WITH-KEY-key-1-HERE' },
                ],
              },
            },
            { identity: {} },
          ],
        },
      ],
    });
  });

  test('does not read plain text unless that is asked for', () => {
    expect(encryption().text).not.toContain('identity');
  });

  test('says how keys are made and replaced', () => {
    expect(encryption().keySteps.join('\n')).toContain('head -c 32 /dev/urandom | base64 > key-2');
    expect(encryption().rotationSteps[1]).toContain('first place');
    expect(encryption().rotationSteps[2]).toContain('kubectl get secrets -A -o json | kubectl replace -f -');
    expect(encryption({ readsPlaintext: true }).rewriteSteps.at(-1)).toContain('remove readsPlaintext');
  });

  const wrong: [props: () => Partial<EncryptionAtRestProps>, message: string][] = [
    [() => ({ providers: [] }), 'has no provider; values would be plain text'],
    [() => ({ resources: [] }), 'has no resources'],
    [() => ({ resources: ['configmaps'] }), 'does not encrypt "secrets"; add them'],
    [() => ({ resources: ['secrets', 'Pods'] }), 'write it in lower case'],
    [() => ({ resources: ['*'] }), 'use "*." for the core group'],
    [() => ({ resources: ['secrets', 'jobs.*'] }), 'name the group'],
    [() => ({ resources: ['secrets', '*.extensions'] }), 'does not have any more'],
    [() => ({ resources: ['secrets', '*.events.k8s.io'] }), 'use "events"'],
    [() => ({ resources: ['secrets', 'serviceipallocations'] }), 'has no REST API'],
    [() => ({ resources: ['secrets', 'secrets'] }), 'has the resource "secrets" twice'],
    [() => ({ resources: ['secrets', '*.'] }), 'has the resource "secrets" beside "*.", which has it'],
    [() => ({ resources: ['secrets', '*.*'] }), 'has the resource "secrets" beside "*.*", which has it'],
    [() => ({ providers: [SECRETBOX, EncryptionProvider.aescbc('key-1')] }), 'with the name "key-1"; rename one'],
    [() => ({ providers: [EncryptionProvider.aescbc()] }), 'has no key; name one'],
    [() => ({ providers: [EncryptionProvider.aescbc('a', 'a')] }), 'has the key "a" twice'],
    [
      () => ({ providers: [EncryptionProvider.aescbc('c2VjcmV0IGtleSBvZiAzMiBieXRlcyBsb25nISEhIQ==')] }),
      'never the key',
    ],
    [() => ({ providers: [EncryptionProvider.kms({ name: 'a:b', endpoint: 'unix:///a/b' })] }), 'has a name with ":"'],
    [
      () => ({ providers: [EncryptionProvider.kms({ name: 'a', endpoint: 'unix://tmp/kms.sock' })] }),
      'write it as "unix:///var/run/kms/kms.sock"',
    ],
    [
      () => ({
        providers: [EncryptionProvider.kms({ name: 'a', endpoint: 'unix:///a/b', timeout: Duration.seconds(0) })],
      }),
      'has no time to answer',
    ],
  ];
  test.each(wrong)('refuses %s', (props, message) => {
    expect(() => encryption(props())).toThrow(message);
  });
});

describe('StructuredAuthentication', () => {
  const url = 'https://idp.acme.example';
  const issuer = { url, audiences: ['kubernetes'] };
  const authentication = (props: StructuredAuthenticationProps = {}) =>
    new StructuredAuthentication(new App(), 'authentication', { kubernetesVersion: '1.36', ...props });

  test('limits anonymous requests to health paths, and asks tokens for a second factor and a short life', () => {
    const { anonymous, jwt, apiVersion } = parsed(authentication({ issuers: [issuer] }).text);
    expect(apiVersion).toBe('apiserver.config.k8s.io/v1');
    expect(anonymous).toEqual({
      enabled: true,
      conditions: [{ path: '/livez' }, { path: '/readyz' }, { path: '/healthz' }],
    });
    expect(jwt[0].claimMappings).toEqual({ username: { claim: 'sub', prefix: 'oidc:' } });
    expect(jwt[0].claimValidationRules.map(({ expression }: any) => expression)).toEqual([
      'claims.exp - claims.iat <= 43200',
      "'mfa' in claims.amr",
    ]);
    expect(jwt[0].userValidationRules).toHaveLength(2);
  });

  test('an email must be verified', () => {
    const { text } = authentication({ issuers: [{ ...issuer, usernameClaim: 'email' }] });
    expect(text).toContain('claims.email_verified == true');
  });

  test('has the API version and the fields of the Kubernetes version', () => {
    const at = (kubernetesVersion: string) => parsed(authentication({ issuers: [issuer], kubernetesVersion }).text);
    expect(at('1.34').apiVersion).toBe('apiserver.config.k8s.io/v1');
    expect(at('1.33').apiVersion).toBe('apiserver.config.k8s.io/v1beta1');
    expect(at('1.32').anonymous.enabled).toBe(true);
    expect(at('1.31').anonymous).toBeUndefined();
  });

  test('an empty list refuses all anonymous requests', () => {
    expect(parsed(authentication({ anonymousPaths: [] }).text).anonymous).toEqual({ enabled: false });
  });

  const wrong: [props: StructuredAuthenticationProps, message: string][] = [
    [{ kubernetesVersion: '1.29', issuers: [issuer] }, 'no AuthenticationConfiguration before 1.30'],
    [{ kubernetesVersion: '1.31' }, 'has no issuer, and Kubernetes 1.31 cannot limit anonymous requests here'],
    [{ kubernetesVersion: '1.31', issuers: [issuer], anonymousPaths: [] }, 'before 1.32; leave them out'],
    [{ anonymousPaths: ['/health*'] }, 'patterns match nothing'],
    [{ anonymousPaths: ['/livez', '/livez'] }, 'twice; remove one'],
    [{ issuers: [{ ...issuer, url: 'http://idp' }] }, 'no https URL'],
    [{ issuers: [{ ...issuer, url: 'https://a@idp' }] }, 'no https URL'],
    [{ issuers: [{ ...issuer, url: 'https://idp?a=b' }] }, 'no https URL'],
    [{ issuers: [{ ...issuer, audiences: [] }] }, 'has no audience'],
    [{ issuers: [issuer, issuer] }, 'twice; give it all its audiences'],
    [{ issuers: [issuer, { ...issuer, url: 'https://b' }] }, 'has two issuers with the prefix "oidc:"'],
    [{ issuers: [{ ...issuer, usernamePrefix: '' }] }, 'a token can name any user'],
    [{ issuers: [{ ...issuer, groupsPrefix: 'system:' }] }, 'is reserved'],
    [{ issuers: [{ ...issuer, certificateAuthority: '/etc/ca.crt' }] }, 'the content of the PEM file, not its path'],
  ];
  test.each(wrong)('refuses %j', (props, message) => {
    expect(() => authentication(props)).toThrow(message);
  });
});

describe('StructuredAuthorization', () => {
  const guard = {
    name: 'guard.acme.example',
    kubeConfigFile: '/etc/kubernetes/hardening/guard.kubeconfig',
    matchConditions: ['!request.user.startsWith("system:")'],
  };
  const authorization = (webhooks: object[], kubernetesVersion = '1.36') =>
    new StructuredAuthorization(new App(), 'authorization', {
      ...{ kubernetesVersion, webhooks: webhooks as StructuredAuthorizationProps['webhooks'] },
    });

  test('asks the webhook after the nodes and before RBAC, and denies when it does not answer', () => {
    const { authorizers, apiVersion } = parsed(authorization([guard]).text);
    expect(apiVersion).toBe('apiserver.config.k8s.io/v1');
    expect(authorizers.map(({ type }: any) => type)).toEqual(['Node', 'Webhook', 'RBAC']);
    expect(authorizers[1].webhook.failurePolicy).toBe('Deny');
    expect(parsed(authorization([guard], '1.31').text).apiVersion).toBe('apiserver.config.k8s.io/v1beta1');
  });

  const wrong: [webhooks: object[], message: string][] = [
    [[], 'has no webhook; leave it out'],
    [[{ ...guard, name: 'Guard' }], 'is no DNS name'],
    [[{ ...guard, name: 'rbac' }], 'whose name is used twice'],
    [
      [{ ...guard, kubeConfigFile: '/root/guard' }],
      'does not see in its container; put it below /etc/kubernetes/hardening',
    ],
    [[{ ...guard, matchConditions: [] }], 'nothing works while it does not answer'],
    [[{ ...guard, timeout: Duration.seconds(31) }], 'whose timeout is 31 seconds; use 1 to 30'],
  ];
  test.each(wrong)('refuses %j', (webhooks, message) => {
    expect(() => authorization(webhooks)).toThrow(message);
  });
  test('refuses versions without it', () => {
    expect(() => authorization([guard], '1.29')).toThrow('no AuthorizationConfiguration before 1.30');
  });
});

describe('AdmissionControl', () => {
  const admission = (props: AdmissionControlProps = {}) =>
    new AdmissionControl(new App(), 'admission', { kubernetesVersion: '1.36', ...props });

  test('holds namespaces without labels to baseline, and limits events', () => {
    const { plugins } = parsed(admission().text);
    expect(plugins.map(({ name }: any) => name)).toEqual(['PodSecurity', 'EventRateLimit']);
    expect(plugins[0].configuration).toMatchObject({
      defaults: { enforce: 'baseline', 'enforce-version': 'v1.36', audit: 'restricted', warn: 'restricted' },
      exemptions: { usernames: [], runtimeClasses: [], namespaces: ['kube-system'] },
    });
    expect(plugins[1].configuration.limits[0]).toEqual({ type: 'Server', qps: 5000, burst: 20_000 });
  });

  const policy = (name: string, spec: object = {}) => ({
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: { name }, spec },
  });
  const binding = (name: string, policyName = name) => ({
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding' },
    ...{ metadata: { name }, spec: { policyName, validationActions: ['Deny'] } },
  });
  const A = 'a.static.k8s.io';

  test('static policies are a file of their own', () => {
    const own = admission({ kubernetesVersion: '1.37', staticPolicies: [policy(A), binding(A)] });
    expect(parsed(own.text).plugins[2].configuration.staticManifestsDir).toBe(
      '/etc/kubernetes/hardening/admission/validating',
    );
    const file = own.node.findChild('Static') as AdmissionControl;
    expect(file.path).toBe('/etc/kubernetes/hardening/admission/validating/policies.yaml');
    expect(readYaml(file.text).documents).toHaveLength(2);
  });

  const limit = { countedBy: EventRateLimitType.SERVER, qps: 1, burst: 1 };
  const wrong: [props: AdmissionControlProps, message: string][] = [
    [{ podSecurity: { enforce: PodSecurityLevel.PRIVILEGED } }, 'which allows everything; use BASELINE'],
    [{ podSecurity: { version: '1.37' } }, 'the cluster is Kubernetes 1.36'],
    [{ podSecurity: { exemptNamespaces: ['kube-*'] } }, 'without patterns'],
    [{ eventRateLimits: [] }, 'the API server does not start'],
    [{ eventRateLimits: [{ ...limit, qps: 0 }] }, 'use whole numbers above zero'],
    [{ eventRateLimits: [limit, limit] }, 'has two limits of Server events'],
    [{ eventRateLimits: [{ ...limit, cacheSize: 1 }] }, 'counts nothing apart'],
    [
      { staticPolicies: [policy(A), binding(A)] },
      'reads with the feature gate ManifestBasedAdmissionControlConfig alone; apply them instead, or use 1.37',
    ],
    [
      { kubernetesVersion: '1.35', staticPolicies: [policy(A), binding(A)] },
      'does not read before 1.37; apply them instead',
    ],
    [{ kubernetesVersion: '1.37', staticPolicies: [policy(A)] }, 'without a binding, which does nothing'],
    [{ kubernetesVersion: '1.37', staticPolicies: [binding(A)] }, 'a static binding needs a static policy'],
    [{ kubernetesVersion: '1.37', staticPolicies: [policy('a')] }, 'does not end in ".static.k8s.io"'],
    [{ kubernetesVersion: '1.37', staticPolicies: [policy(A, { paramKind: {} })] }, 'a static policy has none'],
    [
      { kubernetesVersion: '1.37', staticPolicies: [policy(A, { failurePolicy: 'Ignore' })] },
      'set failurePolicy to "Fail"',
    ],
    [{ kubernetesVersion: '1.37', staticPolicies: [{ kind: 'Pod' }] }, 'which is no ValidatingAdmissionPolicy'],
  ];
  test.each(wrong)('refuses %j', (props, message) => {
    expect(() => admission(props)).toThrow(message);
  });
});
