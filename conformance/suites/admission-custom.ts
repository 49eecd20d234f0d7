import assert from 'node:assert/strict';
import fc from 'fast-check';
import { admissionPolicies } from '../../src/admission/admission-policies';
import { AdmissionStage } from '../../src/admission/stage';
import { Checker } from '../../src/engine/checker';
import { Profile } from '../../src/engine/profile';
import { groupBy } from '../../src/json/group-by';
import { minorVersion, NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import type { WorkloadKind } from '../../src/kubernetes/workload-kinds';
import { apiOf, preventsReading, problemsOf } from '../../src/model/api';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { ADMISSIONS } from '../../src/rules/admission-catalog';
import { CATALOG } from '../../src/rules/catalog';
import { type Admission, partsOf } from '../../src/rules/shared/admission/admission';
import { WARNING_POLICY } from '../../src/rules/shared/warning-policy';
import { nearlySafePodSpec, type Pod, pod } from '../../test/support/arbitrary';
import { world } from '../../test/support/world';
import type { AdmissionRequest, Judge } from '../judge';
import { passedCases, refusedCases } from '../rule-cases';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';

const AT_ONCE = 200;
const VERSIONS = ['1.30', '1.33', NEWEST_VERSION];
const REGISTERED: readonly WorkloadKind[] = [
  { group: 'acme.example', kind: 'Fleet', podTemplate: '/spec/ships/*/pod', resource: 'fleets' },
];
/** What a workflow has for its pods that its templates have not. */
const OF_WORKFLOW = ['dnsConfig', 'dnsPolicy', 'hostNetwork', 'imagePullSecrets'];
const OF_TEMPLATE = [
  ...['affinity', 'automountServiceAccountToken', 'hostAliases', 'nodeSelector', 'priorityClassName', 'schedulerName'],
  ...['securityContext', 'serviceAccountName', 'tolerations', 'volumes'],
];
const SAFE: Pod = {
  metadata: {},
  spec: {
    ...{ automountServiceAccountToken: false, enableServiceLinks: false, hostUsers: false },
    containers: [{ name: 'safe', image: 'ghcr.io/acme/safe:1.0' }],
  },
};
/** A value in the place of another, such as an author can write where a definition has no schema. */
const OTHERS: readonly unknown[] = [null, true, 7, 1.5, 'text', [], [null, 7, 'text', {}], {}, { a: null }];

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly resource: string;
  spec(pod: Pod): any;
}

const KINDS: readonly Kind[] = [
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', resource: 'rollouts', spec: (template) => ({ template }) },
  {
    ...{ apiVersion: 'jobset.x-k8s.io/v1alpha2', kind: 'JobSet', resource: 'jobsets' },
    spec: (template) => ({
      replicatedJobs: [SAFE, template].map((each, index) => ({
        name: `job${index}`,
        template: { spec: { template: each } },
      })),
    }),
  },
  {
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', resource: 'workflows' },
    spec: (each) => workflow(each, 'template'),
  },
  {
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'CronWorkflow', resource: 'cronworkflows' },
    spec: (each) => ({ workflowSpec: workflow(each, 'workflow') }),
  },
  { apiVersion: 'serving.knative.dev/v1', kind: 'Service', resource: 'services', spec: (template) => ({ template }) },
  {
    ...{ apiVersion: 'acme.example/v1', kind: 'Fleet', resource: 'fleets' },
    spec: (template) => ({ ships: { first: { pod: template }, second: { pod: SAFE }, third: {} } }),
  },
];

/** Custom kinds get the verdicts of the check as warnings, and are never refused. */
export const admissionCustom: Suite = {
  name: 'admission-custom',
  guarantee:
    'Pods in objects of custom kinds get the verdicts of `check` on the rules of pod-security as warnings; what has another type than it should is no error, and nothing is refused',
  by: "upstream's ValidatingAdmissionPolicy plugin",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    await expectValid(judge);
    const rules = CATALOG.filter(({ meta }) =>
      partsOf(ADMISSIONS[meta.id] ?? { notAtAdmission: '' }).some(
        (part) => part.family === 'pod-security' && !('podsOnly' in part && part.podsOnly),
      ),
    );
    const ids = rules.map(({ meta }) => meta.id);
    const generated = fc.tuple(pod(), fc.boolean(), nearlySafePodSpec());
    const pods = [
      ...casePods(ids),
      ...fc
        .sample(generated, { numRuns: count, seed })
        .map(([each, isSafe, spec]) => (isSafe ? { ...each, spec } : each)),
    ].filter(isComparable);
    const objects = KINDS.flatMap((kind) => [
      ...pods.map((each) => objectOf(kind, each)),
      objectOf(kind, weakPod(), 'kube-system'),
    ]);
    const checker = new Checker({
      profile: new Profile('compared', { rules }),
      today: TODAY,
      kubernetesVersion: NEWEST_VERSION,
    });
    const seen = new Set<string>();
    let verdicts = 0;
    const differences: { what: string; object: any }[] = [];
    for (const { request, warned } of await asked(judge, ids, objects)) {
      const manifest = Manifest.fromJson(request.object as any, { workloadKinds: [...REGISTERED] });
      const all = ManifestSet.fromManifests([manifest]);
      if (problemsOf(manifest, apiOf(all, 'latest')).some(preventsReading)) continue;
      const checked = new Set(checker.check(all)._each.findings.map(({ rule }) => rule));
      for (const id of ids) {
        verdicts += 1;
        if (warned.has(id)) seen.add(id);
        if (warned.has(id) === checked.has(id) || (checked.has(id) && isPart(id, request.object))) continue;
        differences.push({
          what: `${id}: ${checked.has(id) ? 'check' : 'admission'} alone in ${manifest.json.kind}`,
          object: request.object,
        });
      }
    }
    const shown = [...groupBy(differences, ({ what }) => what)].map(
      ([what, all]) => `${what} (${all.length} objects): ${JSON.stringify(all[0]?.object)}`,
    );
    assert.equal(shown.length, 0, `verdicts differ:\n${shown.join('\n')}`);
    assert.deepEqual(
      ids.filter((id) => !seen.has(id)),
      [],
      'no object shows these rules',
    );
    const spoiled = KINDS.flatMap((kind) => spoiledIn(objectOf(kind, weakPod())));
    await asked(judge, ids, spoiled);
    return {
      cases: `${ids.length} rules, ${grouped(verdicts)} verdicts on ${grouped(objects.length)} objects of ${KINDS.length} kinds, and ${grouped(spoiled.length)} objects with a value of another type`,
    };
  },
};

/** Whether a policy finds a part of what the check does: the check also reads the settings of a workflow by themselves, without containers. */
function isPart(id: string, { spec }: any): boolean {
  if (id === 'deprecated-security-annotation' && spec.workflowSpec?.podMetadata?.annotations) return true;
  return partsOf(ADMISSIONS[id] as Admission).some(({ partly }) => partly !== undefined);
}

function made(stage: AdmissionStage, kubernetesVersion = NEWEST_VERSION): any[] {
  const policy = { profile: new Profile('all', { rules: [...CATALOG] }), workloadKinds: [...REGISTERED] };
  const { objects } = admissionPolicies({ policy, today: TODAY, kubernetesVersion, stage, guards: [], spared: [] });
  return objects.filter(({ metadata, spec }) => (spec.policyName ?? metadata.name) === WARNING_POLICY);
}

async function expectValid(judge: Judge): Promise<void> {
  const request = { ...requestOf(objectOf(KINDS[0] as Kind, weakPod())), user: 'jane' };
  for (const kubernetesVersion of VERSIONS) {
    const [policy, ...bindings] = made(AdmissionStage.DENY, kubernetesVersion);
    const { accepted, errors } = await judge.ask('validate', { object: policy });
    assert.ok(accepted, `${kubernetesVersion}: ${JSON.stringify(errors)}`);
    const version = `1.${minorVersion(kubernetesVersion) - 1}`;
    assert.deepEqual((await judge.ask('compile', { policies: [policy], version })).errors, [], kubernetesVersion);
    const { decisions, costs, limits } = await judge.ask('cel', { policies: [policy], bindings, requests: [request] });
    assert.equal(decisions[0]?.allowed, true, decisions[0]?.message);
    assert.match(decisions[0]?.warnings?.join() ?? '', /\d+ rules: .*host-pid/);
    for (const { total } of costs) assert.ok(total <= limits.binding / 2, `the policy costs ${total}`);
  }
}

/** Which rules warn of each object. An expression that cannot be evaluated is an error of ours. */
async function asked(judge: Judge, ids: readonly string[], objects: readonly any[]) {
  const [policy, ...bindings] = made(AdmissionStage.WARN);
  const validations = ids.map((id) => ({ expression: `!('${id}' in variables.offences.map(o, o[0]))`, message: id }));
  const spec = { ...policy.spec, failurePolicy: 'Fail', validations };
  const answers: { request: AdmissionRequest; warned: Set<string> }[] = [];
  for (let start = 0; start < objects.length; start += AT_ONCE) {
    const requests = objects.slice(start, start + AT_ONCE).map((object) => ({ ...requestOf(object), user: 'jane' }));
    const { decisions } = await judge.ask('cel', { policies: [{ ...policy, spec }], bindings, requests, show: true });
    decisions.forEach(({ allowed, message, warnings = [] }, index) => {
      const request = requests[index] as AdmissionRequest;
      assert.ok(allowed, message);
      const warned = new Set(warnings.map((text) => text.slice(text.lastIndexOf(': ') + 2)));
      for (const id of warned) assert.ok(ids.includes(id), `${warnings.join('\n')}\n${JSON.stringify(request.object)}`);
      answers.push({ request, warned });
    });
  }
  return answers;
}

function requestOf(object: any): AdmissionRequest {
  return { object, resource: KINDS.find(({ kind }) => kind === object.kind)?.resource };
}

function objectOf({ apiVersion, kind, spec }: Kind, each: Pod, namespace = 'shop'): any {
  return structuredClone({ apiVersion, kind, metadata: { name: 'web', namespace }, spec: spec(each) });
}

/**
 * Whether a pod can be compared: a null among labels, which the API server takes for an empty text, leaves nothing of them here; and rules
 * tell containers apart by their names.
 */
function isComparable({ metadata, spec }: Pod): boolean {
  const texts = ['labels', 'annotations'].flatMap((field) => Object.values(metadata?.[field] ?? {}));
  const names = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) =>
    (spec[list] ?? []).map((container: any) => container?.name),
  );
  return texts.every((text) => typeof text === 'string') && new Set(names).size === names.length;
}

/** The pods of the cases of rules with the options that they have by themselves. */
function casePods(ids: readonly string[]): Pod[] {
  const cases = [...refusedCases(), ...passedCases()].filter(
    ({ rule, version, kinds }) =>
      ids.includes(rule.meta.id) &&
      Object.keys(rule.options).length === 0 &&
      version === undefined &&
      kinds.includes('Deployment'),
  );
  return cases
    .flatMap(({ objects }) => objects('Deployment'))
    .flatMap(({ kind, spec }) => (kind === 'Deployment' && spec?.template?.spec ? [spec.template] : []));
}

/** A workflow whose template or whole has the settings of the pod. */
function workflow({ metadata, spec }: Pod, place: 'template' | 'workflow'): any {
  const { containers, initContainers } = spec;
  const settings = picked(spec, OF_TEMPLATE);
  const template = { name: 'main', ...(initContainers && { initContainers }), containerSet: { containers } };
  return {
    ...picked(spec, OF_WORKFLOW),
    ...(place === 'template' && { volumes: [{ name: 'shared', emptyDir: {} }] }),
    ...(place === 'workflow' && { ...settings, podMetadata: metadata }),
    templates: [
      { ...template, ...(place === 'template' && { ...settings, metadata }) },
      { name: 'steps', steps: [] },
    ],
  };
}

function picked(from: any, fields: readonly string[]): any {
  return Object.fromEntries(fields.filter((field) => from[field] !== undefined).map((field) => [field, from[field]]));
}

function weakPod(): Pod {
  const { podMetadata, spec } = world();
  return { metadata: podMetadata, spec: { ...spec, hostPID: true } };
}

/** The same object with another value in each place of its spec, one at a time. */
function spoiledIn(object: any): any[] {
  const versions = (value: any): any[] => [
    ...OTHERS,
    ...(value === null || typeof value !== 'object'
      ? []
      : Object.keys(value).flatMap((key) =>
          versions(value[key]).map((other) =>
            Object.assign(Array.isArray(value) ? [...value] : { ...value }, { [key]: other }),
          ),
        )),
  ];
  return versions(object.spec).map((spec) => ({ ...object, spec }));
}
