import { type AdmissionProps, admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionGuard, GUARDS } from '../src/admission/guards/admission-guard';
import { AdmissionStage } from '../src/admission/stage';
import { TODAY } from './support/rule-tester';

const made = (props: Partial<AdmissionProps> = {}) =>
  admissionPolicies({ policy: {}, today: TODAY, families: [], ...props }).objects as any[];
const policiesOf = (props?: Partial<AdmissionProps>) => made(props).filter(({ spec }) => !spec.policyName);
const policyOf = (guard: AdmissionGuard, props: Partial<AdmissionProps> = {}) =>
  policiesOf({ guards: [guard], ...props })[0];
const bindings = (props: Partial<AdmissionProps>) =>
  made(props)
    .filter(({ spec }) => spec.policyName)
    .map(({ metadata, spec }) => [metadata.name, spec.validationActions.join()]);
const rulesOf = (guard: AdmissionGuard, props?: Partial<AdmissionProps>) =>
  policyOf(guard, props).spec.matchConstraints.resourceRules.flatMap(({ apiGroups, operations, resources }: any) =>
    resources.map((resource: string) => `${operations.join()} ${apiGroups.join()}/${resource}`),
  );

describe('guards', () => {
  test('are all there by default, but for the one that policies of the API server’s disk alone can be', () => {
    const names = (props?: Partial<AdmissionProps>) => policiesOf(props).map(({ metadata }) => metadata.name);
    const all = GUARDS.map((guard) => `hardening-guard-${guard}`);
    expect(names({ isStatic: true })).toEqual(all);
    expect(names()).toEqual(all.filter((name) => !name.endsWith('-admission-policies')));
    expect(names({ guards: [] })).toEqual([]);
    const { leftOut } = admissionPolicies({ policy: {}, today: TODAY, families: [] });
    expect(leftOut).toContainEqual({
      what: 'guard admission-policies',
      why: 'the API server asks static policies alone about policies; write static ones for Kubernetes 1.37',
    });
    const asked = (props: Partial<AdmissionProps>) =>
      admissionPolicies({ policy: {}, today: TODAY, families: [], ...props }).leftOut.map(({ what }) => what);
    expect(asked({ isStatic: true })).not.toContain('guard admission-policies');
    expect(asked({ guards: [AdmissionGuard.EXEC] })).not.toContain('guard admission-policies');
  });

  test.each(GUARDS)(
    '%s fails closed, asks for its own permission in the whole cluster, and spares the API server',
    (guard) => {
      const { spec } = policyOf(guard as AdmissionGuard, { isStatic: true });
      expect(spec.failurePolicy).toBe('Fail');
      expect(spec.paramKind).toBeUndefined();
      expect(spec.matchConditions[0]).toEqual({
        name: 'not-the-api-server',
        expression: "request.userInfo.username != 'system:apiserver'",
      });
      expect(spec.validations).toEqual([
        {
          expression: `authorizer.group('cdk8s-hardened.github.io').resource('guards').name('${guard}').check('override').allowed()`,
          reason: 'Forbidden',
          message: expect.any(String),
        },
      ]);
    },
  );

  test.each(GUARDS)('%s says what is refused, who may, and what to do instead, in one line', (guard) => {
    const [{ message }] = policyOf(guard as AdmissionGuard, { isStatic: true }).spec.validations;
    expect(message).toMatch(
      new RegExp(
        `^guard ${guard}: [^;]{30,}; only users with the verb "override" on guards.cdk8s-hardened.github.io "${guard}" in a ClusterRoleBinding may; [a-z][^;]+[^.]$`,
      ),
    );
    expect(message.length).toBeLessThan(1000);
  });

  test('match what they are about, and nothing else', () => {
    expect(rulesOf(AdmissionGuard.EXEC)).toEqual([
      'CONNECT /nodes/proxy',
      'CONNECT /pods/attach',
      'CONNECT /pods/exec',
      'CONNECT /pods/portforward',
      'CONNECT /pods/proxy',
      'CONNECT /services/proxy',
      'UPDATE /pods/ephemeralcontainers',
    ]);
    expect(rulesOf(AdmissionGuard.POD_SECURITY_LABELS)).toEqual([
      'UPDATE /namespaces',
      'UPDATE /namespaces/finalize',
      'UPDATE /namespaces/status',
    ]);
    expect(rulesOf(AdmissionGuard.STAGE_LABEL)).toEqual([
      'CREATE,UPDATE /namespaces',
      'CREATE,UPDATE /namespaces/finalize',
      'CREATE,UPDATE /namespaces/status',
    ]);
    expect(rulesOf(AdmissionGuard.PROTECTED_OBJECTS)).toEqual([
      'UPDATE,DELETE /limitranges',
      'UPDATE,DELETE /resourcequotas',
      'UPDATE,DELETE /serviceaccounts',
      'UPDATE,DELETE networking.k8s.io/networkpolicies',
    ]);
    expect(policyOf(AdmissionGuard.PROTECTED_OBJECTS).spec.matchConstraints.objectSelector).toEqual({
      matchExpressions: [{ key: 'cdk8s-hardened/protected', operator: 'Exists' }],
    });
    expect(rulesOf(AdmissionGuard.ADMISSION_POLICIES, { isStatic: true })).toEqual(
      ['validatingadmissionpolicies', 'mutatingadmissionpolicies']
        .concat(['validatingadmissionpolicybindings', 'mutatingadmissionpolicybindings'])
        .map((resource) => `UPDATE,DELETE admissionregistration.k8s.io/${resource}`),
    );
  });

  test('have the stages of the families, or one of their own', () => {
    const guards = [AdmissionGuard.EXEC, AdmissionGuard.STAGE_LABEL, AdmissionGuard.PROTECTED_OBJECTS];
    expect(bindings({ guards, stage: AdmissionStage.WARN, clusterStage: AdmissionStage.DENY })).toEqual([
      ['hardening-guard-exec-cluster', 'Deny,Audit'],
      ['hardening-guard-exec-warn', 'Warn,Audit'],
      ['hardening-guard-exec-deny', 'Deny,Audit'],
      ['hardening-guard-stage-label-cluster', 'Deny,Audit'],
      ['hardening-guard-protected-objects-warn', 'Warn,Audit'],
      ['hardening-guard-protected-objects-deny', 'Deny,Audit'],
    ]);
    expect(bindings({ guards, guardStage: AdmissionStage.DENY })).toEqual([
      ['hardening-guard-exec-cluster', 'Deny,Audit'],
      ['hardening-guard-exec-deny', 'Deny,Audit'],
      ['hardening-guard-stage-label-cluster', 'Deny,Audit'],
      ['hardening-guard-protected-objects-deny', 'Deny,Audit'],
    ]);
  });

  test('spare no namespace, kube-system included', () => {
    const spared = [{ namespaceName: 'kube-system', reason: 'agents' }];
    for (const { metadata, spec } of made({ spared, stage: AdmissionStage.DENY })) {
      expect(spec.matchResources?.namespaceSelector).toBeUndefined();
      expect(metadata.annotations).toBeUndefined();
    }
  });

  test('measure a missing version before by that of the cluster', () => {
    const text = (kubernetesVersion: string) =>
      JSON.stringify(policyOf(AdmissionGuard.POD_SECURITY_LABELS, { kubernetesVersion }).spec.matchConditions);
    expect(text('1.34')).toContain(': 34) > ');
    expect(text('1.37')).toContain(': 37) > ');
  });
});

describe('the groups that may exec', () => {
  const exec = (...execGroups: string[]) => policyOf(AdmissionGuard.EXEC, { execGroups }).spec;

  test('are named in the condition and in the message', () => {
    const { matchConditions, validations } = exec('on-call', "o'neil");
    expect(matchConditions[1]).toEqual({
      name: 'not-of-the-groups',
      expression: "!(has(request.userInfo.groups) && request.userInfo.groups.exists(g, g in ['on-call', 'o\\'neil']))",
    });
    expect(validations[0].message).toContain('; only members of "on-call", "o\'neil" and users with the verb');
    expect(exec().matchConditions).toHaveLength(1);
  });

  test('do not make the message long', () => {
    const { matchConditions, validations } = exec(...Array.from({ length: 40 }, (_, index) => `team-${index}`));
    expect(validations[0].message).toContain('"team-11" and 28 more and users');
    expect(matchConditions[1].expression).toContain("'team-39'");
  });

  test.each([
    ['system:authenticated', 'holds every user or every workload; name the group of those who need it'],
    ['system:unauthenticated', 'holds every user or every workload'],
    ['system:serviceaccounts', 'holds every user or every workload'],
    ['', 'is not valid; write the name of a group in printable ASCII'],
    [' on-call', 'is not valid'],
    ['a\nb', 'is not valid'],
  ])('are refused: %j', (group, message) => {
    expect(() => exec(group)).toThrow(`exec group "${group}" ${message}`);
  });

  test('can be the accounts of a namespace', () => {
    expect(JSON.stringify(exec('system:serviceaccounts:ci'))).toContain("'system:serviceaccounts:ci'");
  });

  test('need their guard', () => {
    expect(() => made({ guards: [AdmissionGuard.STAGE_LABEL], execGroups: ['on-call'] })).toThrow(
      'groups that may exec are named, but the guard "exec" is not asked for; ask for both',
    );
  });
});
