import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AdmissionProps, admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionStage } from '../src/admission/stage';
import { defineRule } from '../src/engine/define-rule';
import { Profile } from '../src/engine/profile';
import { Severity } from '../src/engine/severity';
import type { Waiver } from '../src/engine/waivers/waiver';
import { ImageLockRule } from '../src/profiles/image-lock-rule';
import { Profiles } from '../src/profiles/profiles';
import { ADMISSIONS } from '../src/rules/admission-catalog';
import { CATALOG } from '../src/rules/catalog';
import { partsOf } from '../src/rules/shared/admission/admission';
import { TODAY } from './support/rule-tester';

const POLICY = 'ValidatingAdmissionPolicy';
const ALL = new Profile('all', { rules: [...CATALOG] });

const made = (props: Partial<AdmissionProps> = {}) =>
  admissionPolicies({ policy: { profile: ALL }, today: TODAY, guards: [], ...props });
const policiesOf = (props?: Partial<AdmissionProps>) => made(props).objects.filter(({ kind }) => kind === POLICY);
const nameOf = ({ metadata }: any): string => metadata.name;

describe('each rule', () => {
  test('says how the cluster enforces it, or why it cannot', () => {
    expect(CATALOG.map(({ meta }) => meta.id).filter((id) => ADMISSIONS[id] === undefined)).toEqual([]);
  });

  test('is in a policy, or in the table of what is left out, with a reason', () => {
    const { objects, leftOut } = made();
    const text = JSON.stringify(objects);
    const reasons = new Map(leftOut.map(({ what, why }) => [what, why]));
    for (const { meta } of ALL._rulesFor('1.37').map((rule) => rule)) {
      const admission = ADMISSIONS[meta.id];
      const isEnforced = admission !== undefined && !('notAtAdmission' in admission);
      expect([meta.id, text.includes(`'${meta.id}'`) || text.includes(`"${meta.id}: `)]).toEqual([meta.id, isEnforced]);
      const isWhole = isEnforced && admission.partly === undefined;
      expect([meta.id, reasons.has(meta.id)]).toEqual([meta.id, !isWhole]);
    }
    for (const why of reasons.values()) expect(why).toMatch(/^[a-zA-Z].{15,}[^.]$/);
  });

  test.each(Object.entries(ADMISSIONS))('%s has a message that says what is there and what must be', (_, admission) => {
    for (const { message } of partsOf(admission)) {
      expect(message).toMatch(
        /^[a-z][^;]*; (set|remove|use|add|give|pin|drop|make|name|bind|list|ask|write|allow) [^\n]*[^.]$/,
      );
    }
  });
});

describe('policies', () => {
  test.each(['1.30', '1.33', '1.37'])('of %s use only variables that they define before', (kubernetesVersion) => {
    for (const { metadata, spec } of policiesOf({ kubernetesVersion })) {
      const known = new Set<string>();
      const expectKnown = (expression = '') => {
        for (const [, name = ''] of expression.matchAll(/\bvariables\.(\w+)/g))
          expect([metadata.name, name, known.has(name)]).toEqual([metadata.name, name, true]);
      };
      for (const { name, expression } of spec.variables) {
        expectKnown(expression);
        known.add(name);
      }
      for (const validation of spec.validations) {
        expectKnown(validation.expression);
        expectKnown(validation.messageExpression);
      }
      for (const { expression } of spec.matchConditions) expect(expression).not.toContain('variables.');
    }
  });

  test('fail closed, answer Forbidden, and take nothing from objects of the cluster', () => {
    for (const { metadata, spec } of policiesOf()) {
      expect(spec.failurePolicy).toBe(metadata.name === 'hardening-custom-kinds' ? 'Ignore' : 'Fail');
      expect(spec.paramKind).toBeUndefined();
      for (const { reason, message } of spec.validations) {
        expect(reason).toBe('Forbidden');
        expect(message).not.toMatch(/[\r\n]/);
      }
    }
  });

  test('that judge pods spare kubelets, which report their static pods', () => {
    const ofPods = policiesOf({ guards: [] }).filter(({ spec }) =>
      spec.matchConstraints.resourceRules.some(({ resources }: any) => resources.includes('pods')),
    );
    expect(ofPods.map(nameOf)).toContain('hardening-namespaces');
    for (const { metadata, spec } of ofPods)
      expect([metadata.name, spec.matchConditions.map(({ name }: any) => name)]).toEqual([
        metadata.name,
        expect.arrayContaining(['not-a-kubelet']),
      ]);
  });

  test('are one for each family, with bindings, in the same order each time', () => {
    const names = policiesOf().map(nameOf);
    expect(names).toEqual([
      ...[...new Set(names)].filter((name) => name !== 'hardening-custom-kinds').sort(),
      'hardening-custom-kinds',
    ]);
    expect(names).toContain('hardening-pod-security');
    expect(made()).toEqual(made());
    const { objects } = made();
    for (const name of names) {
      expect(objects.filter(({ spec }) => spec.policyName === name).length).toBeGreaterThan(0);
    }
  });

  test('have literals of the options', () => {
    const profile = new Profile('one', { rules: [Profiles.rule('image-registry-not-allowed')] }).withOptions(
      'image-registry-not-allowed',
      { registries: ["ghcr.io/o'neil"] },
    );
    expect(JSON.stringify(policiesOf({ policy: { profile } }))).toContain("ghcr[.]io)/o\\\\'neil(/|:|@|$)");
  });

  test('judge no scale and no status of workloads, and each way to write a namespace', () => {
    const resources = policiesOf().flatMap(({ spec }) =>
      spec.matchConstraints.resourceRules.flatMap((rule: any) => rule.resources),
    );
    expect(resources).toEqual(
      expect.arrayContaining(['pods/ephemeralcontainers', 'namespaces/status', 'namespaces/finalize']),
    );
    expect(resources.filter((each: string) => /\/scale$|^(?!namespaces).*\/status$/.test(each))).toEqual([]);
  });

  test('are there from the version on in which the API server has them', () => {
    expect(() => made({ kubernetesVersion: '1.29' })).toThrow(
      'Kubernetes 1.29 has no stable ValidatingAdmissionPolicy; use 1.30 or newer',
    );
    expect(() => made({ policy: { profile: ALL, kubernetesVersion: '1.25' } })).toThrow('Kubernetes 1.25');
  });

  test('leave out rules of other authors, and say so', () => {
    const own = defineRule({
      ...{ id: 'our-rule', title: 'Ours', severity: Severity.LOW, profiles: [], standards: [], references: [] },
      visit: {},
    });
    const { objects, leftOut } = made({ policy: { profile: new Profile('own', { rules: [own] }) } });
    expect(objects).toEqual([]);
    expect(leftOut).toEqual([{ what: 'our-rule', why: 'no expression is written yet' }]);
  });

  test('are not written with an expression that is too long, which only options can make', () => {
    const registries = Array.from({ length: 800 }, (_, index) => `registry-${index}.example.com/a/long/path`);
    const asking = (count: number) => {
      const options = { registries: registries.slice(0, count) };
      const rules = [Profiles.rule('image-registry-not-allowed')];
      return made({
        policy: { profile: new Profile('own', { rules }).withOptions('image-registry-not-allowed', options) },
      });
    };
    expect(asking(200).objects).not.toEqual([]);
    expect(() => asking(800)).toThrow(
      /^rule "image-registry-not-allowed" would ask the cluster in \d+ characters with its options \(registries\), and 20000 are allowed; write fewer/,
    );
  });

  test('leave out the lock of images, and say so', () => {
    const profile = new Profile('locked', { rules: [new ImageLockRule()] });
    expect(made({ policy: { profile } }).leftOut).toEqual([
      { what: 'image-lock-mismatch', why: 'the lock of images is compared by check alone' },
    ]);
  });
});

describe('bindings', () => {
  const profile = new Profile('one', { rules: [Profiles.rule('host-pid'), Profiles.rule('pss-enforce-missing')] });
  const bindings = (props: Partial<AdmissionProps>) =>
    made({ policy: { profile }, ...props })
      .objects.filter(({ kind }) => kind !== POLICY)
      .map(({ metadata, spec }) => [
        metadata.name,
        spec.validationActions.join(),
        spec.matchResources.resourceRules[0].scope,
      ]);

  test('audit everywhere, and a label makes a namespace stricter', () => {
    expect(bindings({})).toEqual([
      ['hardening-namespaces-cluster', 'Audit', 'Cluster'],
      ['hardening-pod-security-audit', 'Audit', 'Namespaced'],
      ['hardening-pod-security-warn', 'Warn,Audit', 'Namespaced'],
      ['hardening-pod-security-deny', 'Deny,Audit', 'Namespaced'],
      ['hardening-custom-kinds-cluster', 'Audit', 'Cluster'],
      ['hardening-custom-kinds-audit', 'Audit', 'Namespaced'],
      ['hardening-custom-kinds-warn', 'Warn,Audit', 'Namespaced'],
      ['hardening-custom-kinds-deny', 'Warn,Audit', 'Namespaced'],
    ]);
  });

  test('have a stage of their own for objects without a namespace', () => {
    expect(bindings({ stage: AdmissionStage.DENY, clusterStage: AdmissionStage.WARN })).toEqual([
      ['hardening-namespaces-cluster', 'Warn,Audit', 'Cluster'],
      ['hardening-pod-security-deny', 'Deny,Audit', 'Namespaced'],
      ['hardening-custom-kinds-cluster', 'Warn,Audit', 'Cluster'],
      ['hardening-custom-kinds-deny', 'Warn,Audit', 'Namespaced'],
    ]);
  });

  test('spare namespaces by the name that the API server sets, and say why', () => {
    const { objects } = made({
      policy: { profile },
      spared: [{ namespaceName: 'kube-system', reason: 'agents' }],
      stage: AdmissionStage.DENY,
    });
    const [binding] = objects.filter(({ metadata }) => metadata.name === 'hardening-pod-security-deny');
    expect(binding.metadata.annotations).toEqual({ 'cdk8s-hardened/spared': 'kube-system: agents' });
    expect(binding.spec.matchResources.namespaceSelector.matchExpressions).toEqual([
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
    ]);
  });
});

describe('waivers', () => {
  const base: Waiver = {
    ...{ rule: 'host-pid', reason: 'it traces processes', expires: '2026-12-31' },
    ...{ kind: 'Deployment', namespaceName: 'shop', name: 'web' },
  };
  const outcome = (...waivers: Waiver[]) => made({ policy: { profile: ALL, waivers } });

  test('that a policy cannot hold are left out, with the reason', () => {
    const { leftOut, objects } = outcome(
      { ...base, pointer: '/spec/template/spec/hostPID' },
      { ...base, verbs: ['get'] },
      { ...base, apiGroup: 'apps' },
      { ...base, namespaceName: undefined },
      { ...base, kind: undefined, name: undefined, namespaceName: undefined, construct: 'app/web' },
    );
    expect(leftOut.filter(({ what }) => what.startsWith('waiver of host-pid')).map(({ why }) => why)).toEqual([
      expect.stringContaining('the field of an offence'),
      expect.stringContaining('the verbs of an offence'),
      expect.stringContaining('groups'),
      expect.stringContaining('no namespace'),
      expect.stringContaining('no constructs'),
    ]);
    expect(JSON.stringify(objects)).not.toContain('waived');
  });

  test('of many objects stay below the length of an expression', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...base, name: `web-${index}` }));
    const [policy] = outcome(...many).objects.filter(({ metadata }) => metadata.name === 'hardening-pod-security');
    const lengths = policy.spec.variables.map(({ expression }: any) => expression.length);
    expect(Math.max(...lengths)).toBeLessThan(20_000);
    expect(JSON.stringify(policy)).toContain('deployment shop/web-999');
  });

  test('are measured by the terms of the profile', () => {
    const refused =
      (profile: Profile, more: Partial<Waiver> = {}) =>
      () =>
        made({ policy: { profile, waivers: [{ ...base, ...more }] } });
    expect(refused(ALL.withUnwaivableRules('host-pid'))).toThrow('does not let this rule be waived');
    expect(refused(ALL.withWaiverPolicy({ maxLifetimeDays: 1 }))).toThrow('waiver of "host-pid"');
    expect(refused(ALL, { reason: 'short' })).toThrow('waiver of "host-pid"');
    const { leftOut } = refused(ALL.withWaiverPolicy({ maxSeverity: Severity.MEDIUM }))();
    expect(leftOut.map(({ why }) => why)).toContain(
      'its rule has severity critical, and findings above medium are not waived',
    );
  });

  test('of objects without a namespace need none', () => {
    const text = JSON.stringify(
      outcome({ ...base, rule: 'rbac-wildcard-verb', kind: 'ClusterRole', namespaceName: undefined }).objects,
    );
    expect(text).toContain("['clusterrole /web', '2026-12-31', 'rbac-wildcard-verb']");
  });

  test.each([undefined, 'shop'])('do not tell upper and lower case of a kind apart; namespace: %s', (namespaceName) => {
    const { objects, leftOut } = outcome({ ...base, rule: 'rbac-wildcard-verb', kind: 'clusterrole', namespaceName });
    expect(JSON.stringify(objects)).toContain("['clusterrole /web', '2026-12-31', 'rbac-wildcard-verb']");
    expect(leftOut.filter(({ what }) => what.startsWith('waiver'))).toEqual([]);
  });

  test.each([
    'image-not-pinned-by-digest',
    'image-pull-policy',
    'image-registry-not-allowed',
    'image-tag-mutable',
    'deprecated-image-registry',
  ])('of a container take its image out of what %s asks about', (rule) => {
    const { objects } = outcome({ ...base, rule, container: 'web' });
    const { variables, validations } = objects.find(({ metadata }) => metadata.name === 'hardening-images').spec;
    const asked = validations.find(({ message }: any) => message.startsWith(`${rule}: `)).expression;
    expect(asked).toContain(`variables.containers.filter(c, !(('${rule}/' + c.name) in variables.waived))`);
    expect(asked).not.toMatch(/variables\.(images|validImages|tags)/);
    expect(asked.length).toBeLessThan(20_000);
    expect(variables.map(({ name }: any) => name)).toContain('waived');
  });
});

test('only what makes policies loads the expressions', () => {
  const src = join(__dirname, '..', 'src');
  const importers = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && readFileSync(join(src, path), 'utf8').includes('/admission-catalog'))
    .filter((path) => !path.startsWith('admission/'));
  expect(importers).toEqual([]);
});
