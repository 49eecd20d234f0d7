import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const GROUP = 'admissionregistration.k8s.io';
const webhookConfiguration = (kind: string, change: any = {}, version = 'v1') => ({
  apiVersion: `${GROUP}/${version}`,
  kind,
  metadata: { name: 'images' },
  webhooks: [
    {
      name: 'images.example.com',
      failurePolicy: 'Fail',
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      clientConfig: { service: { name: 'images', namespace: 'admission' } },
      ...change,
    },
  ],
});
const policyBinding = (spec: any) => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'images' },
  spec: { policyName: 'images', validationActions: ['Deny'], ...spec },
});
const adds = (object: any) => {
  return ({ others }: World): void => {
    others.push(object);
  };
};
const spares = (field: string, key: string, operator = 'NotIn') =>
  webhookConfiguration('ValidatingWebhookConfiguration', {
    [field]: { matchExpressions: [{ key, operator, values: ['x'] }] },
  });

testRule(rule, {
  valid: {
    'a webhook that fails closed': adds(webhookConfiguration('ValidatingWebhookConfiguration')),
    'no failurePolicy, which fails closed': adds(
      webhookConfiguration('ValidatingWebhookConfiguration', { failurePolicy: undefined }),
    ),
    'namespaces by name': adds(spares('namespaceSelector', 'kubernetes.io/metadata.name')),
    'a label that opts in': adds(spares('namespaceSelector', 'guarded', 'In')),
    'a policy binding that denies': adds(policyBinding({})),
    'a policy binding that denies and audits': adds(policyBinding({ validationActions: ['Audit', 'Deny'] })),
    'the binding of the policy for custom kinds, which warns at most': adds(
      policyBinding({ policyName: 'hardening-custom-kinds', validationActions: ['Warn', 'Audit'] }),
    ),
    'the same of a static policy': adds(
      policyBinding({ policyName: 'hardening-custom-kinds.static.k8s.io', validationActions: ['Audit'] }),
    ),
    'the policy for custom kinds, which skips what it cannot evaluate': adds({
      ...{ apiVersion: `${GROUP}/v1`, kind: 'ValidatingAdmissionPolicy', metadata: { name: 'hardening-custom-kinds' } },
      spec: {
        failurePolicy: 'Ignore',
        matchConstraints: { resourceRules: [] },
        validations: [{ expression: 'true' }],
      },
    }),
  },
  invalid: {
    'a webhook that fails open': {
      change: adds(webhookConfiguration('ValidatingWebhookConfiguration', { failurePolicy: 'Ignore' })),
      at: ['ValidatingWebhookConfiguration /webhooks/0/failurePolicy'],
      mendedBy: 'none',
    },
    'a mutating webhook': {
      change: adds(webhookConfiguration('MutatingWebhookConfiguration', { failurePolicy: 'Ignore' })),
      at: ['MutatingWebhookConfiguration /webhooks/0/failurePolicy'],
      severity: 'info',
    },
    'a label of the namespace': {
      change: adds(spares('namespaceSelector', 'example.com/skip')),
      at: ['ValidatingWebhookConfiguration /webhooks/0/namespaceSelector/matchExpressions/0'],
    },
    'a label of the object': {
      change: adds(spares('objectSelector', 'example.com/skip', 'DoesNotExist')),
      at: ['ValidatingWebhookConfiguration /webhooks/0/objectSelector/matchExpressions/0'],
    },
    'a policy binding that warns': {
      change: adds(policyBinding({ validationActions: ['Warn', 'Audit'] })),
      at: ['ValidatingAdmissionPolicyBinding /spec/validationActions'],
    },
    'a policy binding that warns, of a policy with a like name': {
      change: adds(policyBinding({ policyName: 'hardening-custom-kinds-2', validationActions: ['Warn'] })),
      at: ['ValidatingAdmissionPolicyBinding /spec/validationActions'],
    },
    'missing parameters': {
      change: adds(policyBinding({ paramRef: { parameterNotFoundAction: 'Allow' } })),
      at: ['ValidatingAdmissionPolicyBinding /spec/paramRef/parameterNotFoundAction'],
    },
  },
});

describe('alone', () => {
  const policy = (kind: string, spec: any) => ({
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: { name: 'images' },
    spec,
  });
  const beta = (failurePolicy?: string) =>
    webhookConfiguration('ValidatingWebhookConfiguration', { failurePolicy }, 'v1beta1');
  const FOUND = ['low ValidatingWebhookConfiguration /webhooks/0/failurePolicy'];

  test.each<[string, any, string[]]>([
    ['v1beta1 fails open by default', beta(undefined), FOUND],
    ['v1beta1 that fails closed', beta('Fail'), []],
    [
      'a policy that fails open',
      policy('ValidatingAdmissionPolicy', { failurePolicy: 'Ignore' }),
      ['low ValidatingAdmissionPolicy /spec/failurePolicy'],
    ],
    ['a policy that fails closed', policy('ValidatingAdmissionPolicy', { failurePolicy: 'Fail' }), []],
    ['a policy by default', policy('ValidatingAdmissionPolicy', {}), []],
    [
      'a mutating policy that fails open',
      policy('MutatingAdmissionPolicy', { failurePolicy: 'Ignore' }),
      ['info MutatingAdmissionPolicy /spec/failurePolicy'],
    ],
    [
      'no actions',
      policyBinding({ validationActions: undefined }),
      ['low ValidatingAdmissionPolicyBinding /spec/validationActions'],
    ],
    [
      'null actions',
      policyBinding({ validationActions: null }),
      ['low ValidatingAdmissionPolicyBinding /spec/validationActions'],
    ],
    ['required parameters', policyBinding({ paramRef: { parameterNotFoundAction: 'Deny' } }), []],
    ['null webhooks', { ...beta('Fail'), webhooks: null }, []],
    ['a null webhook', { ...beta('Fail'), apiVersion: `${GROUP}/v1`, webhooks: [null] }, []],
    [
      'null selectors',
      webhookConfiguration('ValidatingWebhookConfiguration', {
        namespaceSelector: null,
        objectSelector: { matchExpressions: [null] },
      }),
      [],
    ],
    [
      'a null spec',
      { ...policyBinding({}), spec: null },
      ['low ValidatingAdmissionPolicyBinding /spec/validationActions'],
    ],
  ])('%s', (_, object, expected) => {
    expect(placesOf(rule, [object])).toEqual(expected);
  });
});
