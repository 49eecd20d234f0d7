import { App, Chart, Testing } from 'cdk8s';
import {
  AdmissionControl,
  AdmissionFamily,
  AdmissionGuard,
  AdmissionPolicies,
  type AdmissionPoliciesProps,
  AdmissionStage,
  Aspects,
  HardeningChecks,
  HardeningPolicy,
  NodeFile,
  type Policy,
  Profiles,
} from 'cdk8s-hardened';
import { staticPoliciesProblem } from '../../src/constructs/cluster/static-policies';
import { ADMISSIONS } from '../../src/rules/admission-catalog';
import { readYaml } from '../../src/yaml/read';

function made(props: AdmissionPoliciesProps = {}, policy?: Policy) {
  const app = new App();
  Aspects.of(app).add(new HardeningChecks());
  if (policy) HardeningPolicy.of(app).set(policy);
  const chart = new Chart(app, 'admission', { namespace: 'shop' });
  const { leftOut } = new AdmissionPolicies(chart, 'policies', { stagedUntil: '2999-01-01', ...props });
  const objects: any[] = Testing.synth(chart); // which our own rules accept
  const named = (name: string) => objects.find(({ metadata }) => metadata.name === name);
  return { objects, leftOut, named, text: JSON.stringify(objects) };
}

describe('AdmissionPolicies', () => {
  test('are objects of the cluster, which our own rules accept, and audit by default', () => {
    const { objects } = made();
    const kinds = new Set(objects.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']));
    for (const { apiVersion, kind, metadata, spec } of objects) {
      expect(apiVersion).toBe('admissionregistration.k8s.io/v1');
      expect(metadata.namespace).toBeUndefined();
      // Pods in custom kinds get warnings alone.
      const failurePolicy = metadata.name === 'hardening-custom-kinds' ? 'Ignore' : 'Fail';
      if (kind === 'ValidatingAdmissionPolicy') expect(spec.failurePolicy).toBe(failurePolicy);
      else expect(objects.some((each) => each.metadata.name === spec.policyName)).toBe(true);
    }
    const usual = objects.filter(
      ({ metadata }) => /-(?:audit|cluster)$/.test(metadata.name) && metadata.name !== 'hardening-cluster',
    );
    expect(new Set(usual.map(({ spec }) => spec.validationActions.join()))).toEqual(new Set(['Audit']));
  });

  test('fill pods first, if asked', () => {
    const { objects, leftOut } = made({ fill: true, stage: AdmissionStage.DENY, kubernetesVersion: '1.36' });
    const [policy, binding] = objects;
    expect([policy.kind, policy.spec.failurePolicy]).toEqual(['MutatingAdmissionPolicy', 'Fail']);
    expect([binding.kind, binding.spec.policyName]).toEqual(['MutatingAdmissionPolicyBinding', 'hardening-fill']);
    expect(leftOut.map(({ what }) => what)).toContain('fill of service-account-token-automount');
    expect(() => made({ fill: true, kubernetesVersion: '1.35' })).toThrow(
      '"admission/policies": Kubernetes 1.35 has no stable MutatingAdmissionPolicy',
    );
  });

  test('have the stages that are asked for', () => {
    const { named } = made({ stage: AdmissionStage.DENY, clusterStage: AdmissionStage.WARN });
    expect(named('hardening-pod-security-deny').spec.validationActions).toEqual(['Deny', 'Audit']);
    expect(named('hardening-pod-security-audit')).toBeUndefined();
    expect(named('hardening-namespaces-cluster').spec.validationActions).toEqual(['Warn', 'Audit']);
  });

  test('that do not deny are accepted until a day that is named', () => {
    expect(() =>
      made({ stagedUntil: undefined, clusterStage: AdmissionStage.DENY, families: [AdmissionFamily.IMAGES] }),
    ).toThrow('policy binding "hardening-images-audit" refuses nothing');
    const { objects } = made({ stagedUntil: undefined, stage: AdmissionStage.DENY });
    const warning = objects.filter(({ spec }) => spec.validationActions?.includes('Warn'));
    expect([...new Set(warning.map(({ spec }) => spec.policyName))]).toEqual(['hardening-custom-kinds']);
  });

  test('follow the policy of the app: its profile, options and waivers', () => {
    const { text, named, leftOut } = made(
      {},
      {
        profile: Profiles.baseline(),
        rules: { 'image-registry-not-allowed': { enabled: true, options: { registries: ['registry.acme.example'] } } },
        waivers: [
          {
            rule: 'host-pid',
            reason: 'reads processes',
            expires: '2999-01-01',
            kind: 'Pod',
            namespaceName: 'agents',
            name: 'top',
          },
          { rule: 'host-pid', reason: 'reads processes', expires: '2999-01-01', construct: 'app/x' },
        ],
      },
    );
    expect(text).toContain('registry[.]acme[.]example');
    expect(named('hardening-rbac')).toBeUndefined(); // the Pod Security Standards say nothing of roles
    expect(text).toContain('pod agents/top');
    expect(leftOut).toContainEqual({
      what: expect.stringMatching(/^waiver of host-pid for .*app\/x/),
      why: 'a cluster knows no constructs; name kind, namespace and name',
    });
  });

  test('follow a policy of their own instead', () => {
    const { named } = made({ policy: { profile: Profiles.baseline() } }, { profile: Profiles.nsa() });
    expect(named('hardening-rbac')).toBeUndefined();
    expect(named('hardening-pod-security').kind).toBe('ValidatingAdmissionPolicy');
  });

  test('are of the families that are asked for; the others are left out', () => {
    const { objects, leftOut } = made({ families: [AdmissionFamily.RBAC], guards: [] });
    expect(new Set(objects.map(({ spec, metadata }) => spec.policyName ?? metadata.name))).toEqual(
      new Set(['hardening-rbac']),
    );
    expect(leftOut).toContainEqual({ what: 'host-pid', why: 'its family, pod-security, is not asked for' });
  });

  test('know all families that rules are in', () => {
    const families = Object.values(ADMISSIONS).flatMap((each) =>
      'family' in each ? [each.family, ...('also' in each && each.also ? [each.also.family] : [])] : [],
    );
    expect(Object.values(AdmissionFamily).sort()).toEqual([...new Set(families)].sort());
  });

  test('spare kube-system and the namespaces that are named', () => {
    const { named } = made({ spared: [{ namespaceName: 'calico-system', reason: 'agents of the network' }] });
    const { metadata, spec } = named('hardening-pod-security-audit');
    expect(spec.matchResources.namespaceSelector.matchExpressions[0]).toEqual({
      key: 'kubernetes.io/metadata.name',
      operator: 'NotIn',
      values: ['kube-system', 'calico-system'],
    });
    expect(metadata.annotations['cdk8s-hardened/spared']).toContain('calico-system: agents of the network');
  });

  test('have guards, which have a stage of their own and spare no namespace', () => {
    const { named, leftOut } = made({
      ...{ families: [], execGroups: ['on-call'], guardStage: AdmissionStage.DENY },
      spared: [{ namespaceName: 'calico-system', reason: 'agents of the network' }],
    });
    expect(JSON.stringify(named('hardening-guard-exec'))).toContain("['on-call']");
    const { metadata, spec } = named('hardening-guard-exec-deny');
    expect(spec).toEqual({
      policyName: 'hardening-guard-exec',
      validationActions: ['Deny', 'Audit'],
      matchResources: { resourceRules: [expect.objectContaining({ scope: 'Namespaced' })] },
    });
    expect(metadata.annotations).toBeUndefined();
    expect(leftOut.map(({ what }) => what)).toContain('guard admission-policies');
    expect(made({ guards: [AdmissionGuard.STAGE_LABEL] }).named('hardening-guard-exec')).toBeUndefined();
  });

  const wrong: [props: AdmissionPoliciesProps, message: string][] = [
    [
      { kubernetesVersion: '1.29' },
      '"admission/policies": Kubernetes 1.29 has no stable ValidatingAdmissionPolicy; use 1.30 or newer',
    ],
    [{ policy: { kubernetesVersion: '1.28' } }, 'use 1.30 or newer'],
    [{ families: ['pods' as AdmissionFamily] }, 'family "pods"'],
    [{ guards: ['exc' as AdmissionGuard] }, 'guard "exc" is not known; did you mean "exec"?'],
    [{ execGroups: ['system:authenticated'] }, 'exec group "system:authenticated" holds every user or every workload'],
    [{ stagedUntil: '2027-02-30' }, 'the stages last until "2027-02-30"; write the day as YYYY-MM-DD'],
    [{ spared: [{ namespaceName: 'calico-*', reason: 'agents' }] }, 'spared namespace "calico-*" is not valid'],
    [{ spared: [{ namespaceName: 'calico', reason: ' ' }] }, 'namespace "calico" is spared without a reason'],
  ];
  test.each(wrong)('refuse %j', (props, message) => {
    expect(() => made(props)).toThrow(message);
  });

  const filesIn = (app: App) => app.node.findAll().filter((each): each is NodeFile => each instanceof NodeFile);

  test('that are static are files of the control plane, in which each policy has its bindings, and no objects', () => {
    const app = new App();
    HardeningPolicy.of(app).set({ kubernetesVersion: '1.37' });
    const chart = new Chart(app, 'admission');
    new AdmissionPolicies(chart, 'policies', { isStatic: true, stage: AdmissionStage.DENY });
    expect(Testing.synth(chart)).toEqual([]);
    const files = filesIn(app);
    expect(files.map(({ path }) => path)).toContain(
      '/etc/kubernetes/hardening/admission/validating/hardening-rbac.static.k8s.io.yaml',
    );
    const objects = files.flatMap(({ text }) => readYaml(text).documents.map(({ value }) => value));
    expect(staticPoliciesProblem(objects)).toBeUndefined();
    for (const { text } of files) {
      const [policy, ...bindings] = readYaml(text).documents.map(({ value }) => value as any);
      expect(policy.kind).toBe('ValidatingAdmissionPolicy');
      expect(bindings.length).toBeGreaterThan(0);
      for (const { spec } of bindings) expect(spec.policyName).toBe(policy.metadata.name);
    }
  });

  test('that are static are named to the API server by the files of their folder alone', () => {
    const app = new App();
    HardeningPolicy.of(app).set({ kubernetesVersion: '1.37' });
    new AdmissionPolicies(app, 'policies', { isStatic: true, folder: 'east' });
    const configured = (folder: string) => new AdmissionControl(app, folder, { folder }).text;
    expect(configured('east')).toContain('staticManifestsDir: /etc/kubernetes/hardening/admission/validating');
    expect(configured('west')).not.toContain('staticManifestsDir');
  });

  test('that are static and fill pods are in a folder of their own, which another plugin reads', () => {
    const app = new App();
    HardeningPolicy.of(app).set({ kubernetesVersion: '1.37' });
    new AdmissionPolicies(app, 'policies', { isStatic: true, fill: true, stage: AdmissionStage.DENY });
    const { text } = new AdmissionControl(app, 'control');
    const [{ value: control }] = readYaml(text).documents as any;
    const folders = new Map(
      control.plugins.map(({ name, configuration }: any) => [name, configuration.staticManifestsDir]),
    );
    const at = '/etc/kubernetes/hardening/admission';
    expect(folders.get('ValidatingAdmissionPolicy')).toBe(`${at}/validating`);
    expect(folders.get('MutatingAdmissionPolicy')).toBe(`${at}/mutating`);
    const filling = filesIn(app).filter(({ path }) => path.startsWith(`${at}/mutating/`));
    expect(filling.map(({ path }) => path)).toEqual([`${at}/mutating/hardening-fill.static.k8s.io.yaml`]);
    expect(readYaml(filling[0]?.text ?? '').documents.map(({ value }: any) => value.kind)).toEqual([
      'MutatingAdmissionPolicy',
      'MutatingAdmissionPolicyBinding',
    ]);
  });

  test('that are static need a version that reads them', () => {
    expect(() => made({ isStatic: true, kubernetesVersion: '1.36' })).toThrow(
      '"admission/policies": has static policies, which Kubernetes 1.36 reads with the feature gate',
    );
  });
});
