import { type AdmissionProps, admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionStage } from '../src/admission/stage';
import { Checker } from '../src/engine/checker';
import { Profile } from '../src/engine/profile';
import type { Waiver } from '../src/engine/waivers/waiver';
import { Manifest } from '../src/model/manifest';
import { ManifestSet } from '../src/model/manifest-set';
import { Profiles } from '../src/profiles/profiles';
import { ADMISSIONS } from '../src/rules/admission-catalog';
import { CATALOG } from '../src/rules/catalog';
import { TODAY } from './support/rule-tester';

const FILL = 'MutatingAdmissionPolicy';
const ALL = new Profile('all', { rules: [...CATALOG] });
const profileOf = (...rules: string[]) => new Profile('some', { rules: rules.map((rule) => Profiles.rule(rule)) });
const made = (props: Partial<AdmissionProps> = {}) =>
  admissionPolicies({ policy: { profile: ALL }, today: TODAY, stage: AdmissionStage.DENY, fill: true, ...props });
const fillOf = (props?: Partial<AdmissionProps>) => made(props).objects.find(({ kind }) => kind === FILL);
const patchOf = (props?: Partial<AdmissionProps>): string => fillOf(props).spec.mutations[0].jsonPatch.expression;

const NEW_PODS = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };

describe('each rule', () => {
  test('says whether the cluster fills what its fix sets in a pod that says nothing', () => {
    const pod = {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } },
      spec: { securityContext: { fsGroup: 1 }, containers: [{ name: 'web', image: 'ghcr.io/acme/web:1' }] },
    };
    const all = ManifestSet.fromManifests([Manifest.fromJson(pod)]);
    const { findings } = new Checker({ profile: ALL, today: TODAY }).check(all)._each;
    const sets = findings.filter(({ fix }) => fix.length > 0 && fix.every(({ op }) => op === 'add'));
    const says = Object.entries(ADMISSIONS).flatMap(([id, admission]) =>
      'fill' in admission && admission.fill !== undefined && admission.fill !== 'endsWithAny' ? [id] : [],
    );
    expect(says.sort()).toEqual([...new Set(sets.map(({ rule }) => rule))].sort());
  });

  test.each([
    ['capabilities-not-dropped', '/securityContext/capabilities/drop', "['ALL']"],
    ['net-raw-capability', '/securityContext/capabilities/drop', "['ALL']"],
    ['privilege-escalation-allowed', '/securityContext/allowPrivilegeEscalation', 'false'],
    ['run-as-non-root', '/securityContext/runAsNonRoot', 'true'],
    ['seccomp-profile-missing', '/securityContext/seccompProfile', "{'type': 'RuntimeDefault'}"],
    ['supplemental-groups-policy', '/securityContext/supplementalGroupsPolicy', "'Strict'"],
    ['writable-root-filesystem', '/securityContext/readOnlyRootFilesystem', 'true'],
  ])('%s is filled with the value of its fix', (rule, path, value) => {
    expect(patchOf({ policy: { profile: profileOf(rule) } })).toContain(`'${path}', value: ${value}}`);
  });
});

describe('the policy that fills', () => {
  test('is for new pods, spares who reports static pods, fails closed, and runs again after webhooks', () => {
    const { apiVersion, metadata, spec } = fillOf();
    expect([apiVersion, metadata.name]).toEqual(['admissionregistration.k8s.io/v1', 'hardening-fill']);
    expect(spec).toMatchObject({
      ...{ failurePolicy: 'Fail', reinvocationPolicy: 'IfNeeded' },
      matchConstraints: { resourceRules: [NEW_PODS] },
      matchConditions: [{ name: 'not-the-api-server' }, { name: 'not-a-kubelet' }],
      mutations: [{ patchType: 'JSONPatch' }],
    });
    expect(spec.mutations).toHaveLength(1);
  });

  test('sets one field of each container, in what it is in', () => {
    const profile = profileOf('writable-root-filesystem');
    const each = (list: string) =>
      [
        `variables.spec.?${list}.orValue([]).transformList(i, c, `,
        "(!c.?securityContext.hasValue() && (c.name in variables.fill_writable_root_filesystem) ? [JSONPatch{op: 'add', ",
        `path: '/spec/${list}/' + string(i) + '/securityContext', value: {}}] : []) + `,
        "(c.name in variables.fill_writable_root_filesystem ? [JSONPatch{op: 'add', ",
        `path: '/spec/${list}/' + string(i) + '/securityContext/readOnlyRootFilesystem', value: true}] : [])).flatten()`,
      ].join('');
    expect(patchOf({ policy: { profile } })).toBe(`${each('containers')} + ${each('initContainers')}`);
  });

  test('defines the variables that it uses, before', () => {
    const { variables, mutations, matchConditions } = fillOf().spec;
    const known = new Set<string>();
    for (const { name, expression } of [...variables, { expression: mutations[0].jsonPatch.expression }]) {
      for (const [, used = ''] of expression.matchAll(/\bvariables\.(\w+)/g))
        expect([name, used, known.has(used)]).toEqual([name, used, true]);
      known.add(name);
    }
    for (const { expression } of matchConditions) expect(expression).not.toContain('variables.');
  });

  test.each([
    [AdmissionStage.AUDIT, 'In', ['deny']],
    [AdmissionStage.WARN, 'In', ['deny']],
  ])('of the stage %s is bound where a label denies', (stage, operator, values) => {
    const [binding, ...others] = made({ stage }).objects.filter(({ kind }) => kind === `${FILL}Binding`);
    expect(others).toEqual([]);
    expect(binding.metadata.name).toBe('hardening-fill-deny');
    expect(binding.spec).toEqual({
      policyName: 'hardening-fill',
      matchResources: {
        namespaceSelector: {
          matchExpressions: [
            { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
            { key: 'cdk8s-hardened/admission', operator, values },
          ],
        },
        resourceRules: [NEW_PODS],
      },
    });
  });

  test('of the stage deny is bound in all namespaces but those that are spared', () => {
    const [binding] = made().objects.filter(({ kind }) => kind === `${FILL}Binding`);
    expect(binding.spec.matchResources.namespaceSelector.matchExpressions).toEqual([
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
    ]);
    expect(binding.metadata.annotations['cdk8s-hardened/spared']).toContain('kube-system: ');
  });

  test('comes before the policies that judge, which do not deny templates for it where it fills', () => {
    const zone = "namespaceObject.metadata.?labels[?'cdk8s-hardened/admission'].orValue('') == 'deny'";
    const judging = (props: Partial<AdmissionProps>) => {
      const { objects } = made(props);
      expect(objects.map(({ kind }) => kind).indexOf(FILL)).toBe(props.fill === false ? -1 : 0);
      return JSON.stringify(objects.find(({ metadata }) => metadata.name === 'hardening-pod-security'));
    };
    expect(judging({ fill: false })).not.toContain("object.kind != 'Pod'");
    expect(judging({})).toContain("object.kind != 'Pod'");
    expect(judging({})).not.toContain('namespaceObject');
    expect(judging({ stage: AdmissionStage.WARN })).toContain(zone);
  });

  test('keeps what a waiver accepts, by the time at which the object is written', () => {
    const waiver: Waiver = {
      ...{ rule: 'writable-root-filesystem', reason: 'it writes to its own folder', expires: '2026-12-31' },
      ...{ kind: 'Deployment', namespaceName: 'shop', name: 'web' },
    };
    const text = JSON.stringify(fillOf({ policy: { profile: ALL, waivers: [waiver] } }));
    expect(text).toContain("['deployment shop/web', '2026-12-31', 'writable-root-filesystem']");
    expect(text).toContain('managedFields');
    expect(text).not.toContain('creationTimestamp'); // which is set later
    expect(JSON.stringify(fillOf())).not.toContain('waived');
  });

  test('leaves out what it cannot fill, and says why', () => {
    const gaps = made().leftOut.filter(({ what }) => what.startsWith('fill of '));
    expect(gaps).toEqual([
      { what: 'fill of service-account-token-automount', why: expect.stringContaining('mounted the token before') },
      { what: 'fill of service-links', why: expect.stringContaining('has set the field before') },
    ]);
    expect(made({ fill: false }).leftOut.filter(({ what }) => what.startsWith('fill of '))).toEqual([]);
  });
});

test.each<[props: Partial<AdmissionProps>, message: string]>([
  [
    { kubernetesVersion: '1.35' },
    'Kubernetes 1.35 has no stable MutatingAdmissionPolicy, which fills pods; use 1.36 or newer, or do not fill',
  ],
  [{ policy: { profile: ALL, kubernetesVersion: '1.30' } }, 'Kubernetes 1.30 has no stable MutatingAdmissionPolicy'],
  [{ families: ['rbac'] }, 'no rule of the profile and the families fills pods; ask for the family pod-security'],
  [{ policy: { profile: profileOf('host-pid') } }, 'no rule of the profile and the families fills pods'],
])('%j is refused', (props, message) => {
  expect(() => made(props)).toThrow(message);
});
