import { type AdmissionProps, admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionStage } from '../src/admission/stage';
import { Profile } from '../src/engine/profile';
import type { WorkloadKind } from '../src/kubernetes/workload-kinds';
import { Profiles } from '../src/profiles/profiles';
import { TODAY } from './support/rule-tester';

const HOST_PID = new Profile('host-pid', { rules: [Profiles.rule('host-pid')] });
const FLEET: WorkloadKind = { group: 'acme.example', kind: 'Fleet', podTemplate: '/spec/ship', resource: 'fleets' };

function made({ workloadKinds, ...props }: Partial<AdmissionProps> & { workloadKinds?: WorkloadKind[] } = {}) {
  const policy = { profile: HOST_PID, workloadKinds };
  const { objects, leftOut } = admissionPolicies({ policy, today: TODAY, guards: [], ...props });
  const own = objects.filter(({ metadata, spec }) => (spec.policyName ?? metadata.name) === 'hardening-custom-kinds');
  return { policy: own[0], bindings: own.slice(1), leftOut };
}

const actionsOf = (bindings: readonly any[]) =>
  Object.fromEntries(bindings.map(({ metadata, spec }) => [metadata.name, spec.validationActions.join()]));
const resourcesOf = (policy: any, group: string) =>
  policy.spec.matchConstraints.resourceRules.filter((rule: any) => rule.apiGroups.join() === group);

describe('the policy for pods in custom kinds', () => {
  test.each<[AdmissionStage, { [name: string]: string }]>([
    [
      AdmissionStage.AUDIT,
      {
        'hardening-custom-kinds-cluster': 'Audit',
        'hardening-custom-kinds-audit': 'Audit',
        'hardening-custom-kinds-warn': 'Warn,Audit',
        'hardening-custom-kinds-deny': 'Warn,Audit',
      },
    ],
    [
      AdmissionStage.WARN,
      {
        'hardening-custom-kinds-cluster': 'Warn,Audit',
        'hardening-custom-kinds-warn': 'Warn,Audit',
        'hardening-custom-kinds-deny': 'Warn,Audit',
      },
    ],
    [
      AdmissionStage.DENY,
      { 'hardening-custom-kinds-cluster': 'Warn,Audit', 'hardening-custom-kinds-deny': 'Warn,Audit' },
    ],
  ])('never denies at the stage %s', (stage, expected) => {
    expect(actionsOf(made({ stage }).bindings)).toEqual(expected);
  });

  test('skips what it cannot evaluate, and matches the resources of kinds in all versions', () => {
    const { policy } = made({ workloadKinds: [FLEET] });
    expect(policy.spec.failurePolicy).toBe('Ignore');
    const rule = { apiVersions: ['*'], operations: ['CREATE', 'UPDATE'] };
    expect(resourcesOf(policy, 'serving.knative.dev')).toEqual([
      { ...rule, apiGroups: ['serving.knative.dev'], resources: ['configurations', 'revisions', 'services'] },
    ]);
    expect(resourcesOf(policy, 'acme.example')).toEqual([
      { ...rule, apiGroups: ['acme.example'], resources: ['fleets'] },
    ]);
    expect(policy.spec.matchConstraints.resourceRules.flatMap(({ apiGroups }: any) => apiGroups)).not.toContain('apps');
  });

  test('reads a field only if it has its type', () => {
    const { policy } = made();
    expect(policy.spec.variables).toEqual(
      expect.arrayContaining([
        {
          name: 'fields',
          expression: expect.stringContaining(
            "?'hostPID': has(s.hostPID) && type(s.hostPID) == bool ? s.?hostPID : optional.none()",
          ),
        },
        {
          name: 'kept1',
          expression: "[{'': [!(variables.indexes.exists(n, ((variables.spec[n].?hostPID.orValue(false)))))]}]",
        },
      ]),
    );
  });

  test('is not there without rules of pod-security', () => {
    const { policy, bindings, leftOut } = made({ families: ['rbac'] });
    expect([policy, bindings]).toEqual([undefined, []]);
    expect(leftOut).toEqual([{ what: 'host-pid', why: 'its family, pod-security, is not asked for' }]);
  });
});

describe('what is left out', () => {
  const leftOut = (...workloadKinds: WorkloadKind[]) => made({ workloadKinds }).leftOut;

  test('has kinds whose resource is not known', () => {
    const unnamed = { ...FLEET, resource: undefined };
    expect(leftOut(unnamed)).toEqual([
      {
        what: 'pods at /spec/ship in acme.example/Fleet',
        why: 'the name of the resource is not known; set resource in workloadKinds',
      },
    ]);
    expect(leftOut(FLEET)).toEqual([]);
    expect(leftOut({ group: 'argoproj.io', kind: 'Rollout', podTemplate: '/spec/canary' })).toEqual([]);
  });

  test('has templates in lists of lists', () => {
    const nested = { ...FLEET, podTemplate: '/spec/fleets/*/ships/*/pod' };
    expect(leftOut(nested)).toEqual([
      {
        what: 'pods at /spec/fleets/*/ships/*/pod in acme.example/Fleet',
        why: 'an expression joins no lists of lists',
      },
    ]);
    expect(resourcesOf(made({ workloadKinds: [nested] }).policy, 'acme.example')).toEqual([]);
  });
});

test('kinds of which a controller makes most of the pod are not matched', () => {
  const { policy } = made();
  for (const group of ['tekton.dev', 'kafka.strimzi.io', 'monitoring.coreos.com', 'kubevirt.io'])
    expect(resourcesOf(policy, group)).toEqual([]);
  expect(resourcesOf(policy, 'jobset.x-k8s.io')).toHaveLength(1);
});
