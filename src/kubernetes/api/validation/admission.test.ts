import { problemsWith } from '../../../../test/support/kubernetes';

const object = (kind: string, spec: any) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name: 'web' },
  spec,
});
const RULE = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };
const POLICY = object('ValidatingAdmissionPolicy', {
  matchConstraints: { resourceRules: [RULE] },
  validations: [{ expression: 'true' }],
});

test.each([
  ['spec.validations', undefined, ['/spec: must have validations or auditAnnotations']],
  ['spec.validations.0.expression', ' ', ['/spec/validations/0/expression: is blank; must be an expression']],
  [
    'spec.validations.0.reason',
    'Wrong',
    [
      '/spec/validations/0/reason: is "Wrong"; must be one of "Unauthorized", "Forbidden", "Invalid", "RequestEntityTooLarge"',
    ],
  ],
  ['spec.matchConstraints', undefined, ['/spec/matchConstraints/resourceRules: is missing; must be set']],
  ['spec.failurePolicy', 'Warn', ['/spec/failurePolicy: is "Warn"; must be one of "Fail", "Ignore"']],
  ['spec.variables', [{ name: 'a', expression: '1' }], []],
  [
    'spec.variables',
    [{ name: '1a', expression: '1' }],
    ['/spec/variables/0/name: is "1a"; must be letters, digits and "_", not starting with a digit'],
  ],
  ['spec.paramKind', { apiVersion: 'v1', kind: 'ConfigMap' }, []],
  [
    'spec.paramKind',
    { apiVersion: 'a/b/c', kind: 'X' },
    ['/spec/paramKind/apiVersion: is "a/b/c"; must be VERSION or GROUP/VERSION'],
  ],
])('ValidatingAdmissionPolicy %s %j', (place, value, expected) => {
  expect(problemsWith(POLICY, place, value)).toEqual(expected);
});

const BINDING = object('ValidatingAdmissionPolicyBinding', { policyName: 'web', validationActions: ['Deny'] });

test.each([
  ['spec.policyName', undefined, ['/spec/policyName: is missing; must be set']],
  ['spec.validationActions', ['Deny', 'Audit'], []],
  [
    'spec.validationActions',
    ['Deny', 'Warn'],
    ['/spec/validationActions: has "Deny" and "Warn"; must have one of them'],
  ],
  ['spec.validationActions', ['Audit', 'Audit'], ['/spec/validationActions: has an action twice; must be unique']],
  ['spec.paramRef', { name: 'web', parameterNotFoundAction: 'Deny' }, []],
  ['spec.paramRef', { parameterNotFoundAction: 'Deny' }, ['/spec/paramRef: must have either name or selector']],
  ['spec.paramRef', { name: 'web' }, ['/spec/paramRef/parameterNotFoundAction: is missing; must be set']],
])('ValidatingAdmissionPolicyBinding %s %j', (place, value, expected) => {
  expect(problemsWith(BINDING, place, value)).toEqual(expected);
});

const MUTATING = object('MutatingAdmissionPolicy', {
  matchConstraints: { resourceRules: [RULE] },
  reinvocationPolicy: 'Never',
  mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: '[]' } }],
});

test.each([
  ['spec.mutations', [], ['/spec/mutations: is missing; must be set']],
  ['spec.reinvocationPolicy', undefined, ['/spec/reinvocationPolicy: is missing; must be set']],
  [
    'spec.mutations.0',
    { patchType: 'JSONPatch' },
    ['/spec/mutations/0/jsonPatch: is missing; must be set with this patchType'],
  ],
  [
    'spec.matchConstraints.resourceRules.0.operations',
    ['DELETE'],
    ['/spec/matchConstraints/resourceRules/0/operations: has "DELETE"; must be "*", "CREATE", "UPDATE" or "CONNECT"'],
  ],
])('MutatingAdmissionPolicy %s %j', (place, value, expected) => {
  expect(problemsWith(MUTATING, place, value)).toEqual(expected);
});
