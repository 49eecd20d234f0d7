import { admissionPolicies } from '../src/admission/admission-policies';
import { Profile } from '../src/engine/profile';
import { KubernetesApi } from '../src/kubernetes/api/kubernetes-api';
import { allKinds, kindLine } from '../src/kubernetes/api/table';
import { groupOf } from '../src/kubernetes/workload-kinds';
import { CATALOG } from '../src/rules/catalog';
import { FieldReader } from './support/cel-fields';
import { TODAY } from './support/rule-tester';

/** Upstream's type check is blind inside of variables: the table of the API tells which fields there are. */
function problemsIn(kubernetesVersion: string): string[] {
  const { objects } = admissionPolicies({
    policy: { profile: new Profile('all', { rules: [...CATALOG] }) },
    today: TODAY,
    kubernetesVersion,
  });
  return objects
    .filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')
    .flatMap(({ metadata, spec }) =>
      kindsOf(spec).flatMap(([apiVersion, kind]) => {
        // A field that a version does not have yet is absent there, as one that it dropped.
        const [own, newest] = [kubernetesVersion, 'latest'].map((version) => {
          const fields = KubernetesApi.of(version).fieldsOf(apiVersion, kind);
          return fields ? problemsOf(spec, kind, fields) : undefined;
        });
        if (!own || !newest) return [];
        return [...own].filter((each) => newest.has(each)).map((each) => `${metadata.name} for ${kind}: ${each}`);
      }),
    );
}

function problemsOf(spec: any, kind: string, fields: any): Set<string> {
  const reader = new FieldReader(kind, fields);
  for (const { expression } of spec.matchConditions) reader.read(expression);
  for (const { name, expression } of spec.variables ?? []) reader.read(expression, name);
  for (const { expression, messageExpression } of spec.validations) {
    reader.read(expression);
    if (messageExpression) reader.read(messageExpression);
  }
  return reader.problems;
}

/** The kinds that a policy is for. */
function kindsOf({ matchConstraints: { resourceRules } }: any): (readonly [apiVersion: string, kind: string])[] {
  return allKinds().filter(([apiVersion, kind]) => {
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    const names = kindLine(apiVersion, kind)?.resources.map(({ name }) => name) ?? [];
    return resourceRules.some(
      (rule: any) =>
        rule.apiGroups.includes(groupOf(apiVersion)) &&
        rule.apiVersions.includes(version) &&
        rule.resources.some((each: string) => !each.includes('/') && names.includes(each)),
    );
  });
}

/** Fields that only some of the kinds of a policy have, or that only older versions have. The list is exact. */
const ABSENT = [
  'hardening-cluster for ResourceClaim: resource.v1.DeviceRequest.adminAccess',
  'hardening-cluster for ResourceClaimTemplate: resource.v1.DeviceRequest.adminAccess',
  ...['subjects', 'roleRef'].map((field) => `hardening-rbac for ClusterRole: ClusterRole.${field}`),
  'hardening-rbac for ClusterRoleBinding: ClusterRoleBinding.rules',
  ...['subjects', 'roleRef', 'aggregationRule'].map((field) => `hardening-rbac for Role: Role.${field}`),
  'hardening-rbac for RoleBinding: RoleBinding.rules',
];

test.each(['1.34', '1.37'])('policies of %s read fields that the API has', (kubernetesVersion) => {
  expect(problemsIn(kubernetesVersion)).toEqual(ABSENT);
});

test('those of the oldest version do too, but for claims of devices before they had requests', () => {
  expect(problemsIn('1.30').filter((each) => !ABSENT.includes(each))).toEqual(
    ['ResourceClaim', 'ResourceClaimTemplate'].map(
      (kind) => `hardening-cluster for ${kind}: resource.v1alpha2.ResourceClaimSpec.devices`,
    ),
  );
});

describe('a field that no object has is found', () => {
  const pod = KubernetesApi.of('latest').fieldsOf('v1', 'Pod');
  const problems = (...expressions: string[]) => {
    if (!pod) throw new Error('the table has no Pod');
    const reader = new FieldReader('Pod', pod);
    expressions.forEach((expression, index) => {
      reader.read(expression, `v${index}`);
    });
    return [...reader.problems];
  };

  test.each([
    ['in the object', ['object.spec.?hostPid.orValue(false)'], ['core.v1.PodSpec.hostPid']],
    ['in a variable', ['object.spec', 'variables.v0.?hostPid.orValue(false)'], ['core.v1.PodSpec.hostPid']],
    [
      'in an item',
      ['object.spec.containers.exists(c, c.?securitycontext.hasValue())'],
      ['core.v1.Container.securitycontext'],
    ],
    [
      'in a list that is put together',
      ['object.spec.containers + object.spec.?initContainers.orValue([])', 'variables.v0.filter(c, c.nam != "")'],
      ['core.v1.Container.nam'],
    ],
    [
      'in a mapped list',
      ['[object.spec].map(s, s.?volumes.orValue([])).exists(l, l.exists(v, has(v.hostpath)))'],
      ['core.v1.Volume.hostpath'],
    ],
    ['by its name in brackets', ["object.spec[?'hostPid'].hasValue()"], ['core.v1.PodSpec.hostPid']],
    ['of a scalar', ['object.spec.?nodeName.?x.hasValue()'], ['x of a scalar']],
    ['behind a variable that is not there', ['variables.other.size() > 0'], ['variables.other']],
    ['not in what is for another kind', ["object.kind == 'Job' && object.spec.?template.hasValue()"], []],
    ['not where it is', ["object.kind == 'Pod' ? object.spec.?hostPID.orValue(false) : object.data.size() > 0"], []],
  ])('%s', (_, expressions, found) => {
    expect(problems(...expressions)).toEqual(found);
  });

  test('and what is no CEL is an error', () => {
    expect(() => problems("object.spec 'x'")).toThrow('is not expected');
    expect(() => problems('[1, 2')).toThrow('"," is missing');
    expect(() => problems('has(object.spec')).toThrow('"," is missing');
  });
});
