import { Checker } from '../../src/engine/checker';
import type { Profile } from '../../src/engine/profile';
import { HardenMode, harden } from '../../src/harden/harden';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { Profiles } from '../../src/profiles/profiles';
import { CATALOG } from '../../src/rules/catalog';

const TODAY = '2026-11-29';
const IMAGE = `ghcr.io/acme/a@sha256:${'a'.repeat(64)}`;
const CONTEXT = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const POD_CONTEXT = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const STRONG = { name: 'a', image: IMAGE, securityContext: { ...CONTEXT, ...POD_CONTEXT } };

function object(apiVersion: string, kind: string, spec: object): any {
  return { apiVersion, kind, metadata: { name: 'a', namespace: 'shop' }, spec };
}

function check(json: any, profile: Profile = Profiles.restricted()) {
  return new Checker({ profile, today: TODAY }).check(ManifestSet.fromJson([json]));
}

function findings(json: any): string[] {
  const report = check(json);
  expect(report.errors).toEqual([]);
  return report._each.findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

function errors(json: any): string[] {
  return check(json).errors.map(({ pointer, message }) => `${pointer} ${message}`);
}

function fixed(json: any, mode = HardenMode.FILL, profile: Profile = Profiles.restricted()): any {
  const manifest = Manifest.fromJson(json);
  return harden([manifest], [manifest], { profile, mode, today: TODAY }).get(manifest)?.manifest.json.spec;
}

describe('an Argo Workflow', () => {
  const workflow = (spec: object) => object('argoproj.io/v1alpha1', 'Workflow', spec);
  const container = { image: IMAGE, securityContext: CONTEXT };

  test('gives its templates what they do not say', () => {
    const templates = [{ name: 't', container }];
    expect(findings(workflow({ securityContext: POD_CONTEXT, templates }))).toEqual([]);
    expect(findings(workflow({ templateDefaults: { securityContext: POD_CONTEXT }, templates }))).toEqual([]);
    expect(findings(workflow({ templates }))).toEqual([
      'run-as-non-root /spec/templates/0/container/securityContext/runAsNonRoot',
      'seccomp-profile-missing /spec/templates/0/container/securityContext/seccompProfile',
    ]);
  });

  test('gives a template with a security context of its own nothing of another', () => {
    const templates = [{ name: 't', container, securityContext: { fsGroup: 2000 } }];
    expect(findings(workflow({ securityContext: POD_CONTEXT, templates })).map((each) => each.split(' ')[0])).toEqual([
      'run-as-non-root',
      'seccomp-profile-missing',
    ]);
  });

  test('merges the containers of its templates with the defaults', () => {
    const templateDefaults = { container: { securityContext: { ...CONTEXT, privileged: true } } };
    const templates = [{ name: 't', container: { image: IMAGE, securityContext: POD_CONTEXT } }];
    expect(findings(workflow({ templateDefaults, templates }))).toEqual([
      'privileged-container /spec/templateDefaults/container/securityContext/privileged',
    ]);
  });

  test('is told once of what all its templates share, and of their own', () => {
    const templates = ['a', 'b'].map((name) => ({
      name,
      container: STRONG,
      volumes: [{ name, hostPath: { path: '/' } }],
    }));
    const volumes = [{ name: 'x', hostPath: { path: '/x' } }];
    expect(findings(workflow({ hostNetwork: true, volumes, templates }))).toEqual([
      'host-network /spec/hostNetwork',
      'restricted-volume-type /spec/templates/0/volumes/0',
      'restricted-volume-type /spec/templates/1/volumes/0',
      'restricted-volume-type /spec/volumes/0',
    ]);
  });

  test('is judged without a template of its own', () => {
    const workflowTemplateRef = { name: 'other' };
    expect(findings(workflow({ workflowTemplateRef, hostNetwork: true }))).toEqual(['host-network /spec/hostNetwork']);
    expect(findings(workflow({ workflowTemplateRef }))).toEqual([]);
  });

  test('is fixed in its templates', () => {
    const spec = { entrypoint: 't', templates: [{ name: 't', container: { image: IMAGE } }] };
    expect(fixed(workflow(spec))).toEqual({
      entrypoint: 't',
      templates: [{ name: 't', container, securityContext: POD_CONTEXT }],
    });
  });

  test('is fixed in the workflow where the pods take their security context from it', () => {
    const templates = [{ name: 't', container }];
    expect(fixed(workflow({ securityContext: { runAsUser: 1000 }, templates }))).toEqual({
      securityContext: { runAsUser: 1000, ...POD_CONTEXT },
      templates,
    });
  });

  test('says in a patch what its pods are', () => {
    const podSpecPatch = JSON.stringify({
      hostPID: true,
      containers: [{ name: 'main', securityContext: { privileged: true } }],
    });
    const weak = workflow({
      podSpecPatch,
      templates: [{ name: 't', container: STRONG, podSpecPatch: 'hostIPC: true' }],
    });
    expect(findings(weak)).toEqual([
      'host-pid /spec/podSpecPatch',
      'privileged-container /spec/podSpecPatch',
      'host-ipc /spec/templates/0/podSpecPatch',
    ]);
    expect(fixed(weak, HardenMode.FORCE)).toEqual(weak.spec);
  });

  test.each([
    ['[', 'cannot be read: '],
    ['a text', 'is not a mapping; write the fields of a pod'],
    [{ hostPID: true }, 'is not a text; write YAML'],
  ])('with the patch %j cannot be judged', (podSpecPatch, message) => {
    expect(errors(workflow({ podSpecPatch, templates: [{ name: 't', container: STRONG }] }))).toEqual([
      expect.stringContaining(`/spec/podSpecPatch ${message}`),
    ]);
  });

  test('with values of the wrong type cannot be judged', () => {
    const templates = [{ name: 't', container: { image: 7 }, volumes: {} }];
    expect(errors(workflow({ hostNetwork: 'yes', templates }))).toEqual([
      '/spec/hostNetwork is the string "yes"; must be a boolean',
      '/spec/templates/0/volumes is an object; must be a list',
      '/spec/templates/0/container/image is the number 7; must be a string',
    ]);
  });
});

describe('a Tekton Task', () => {
  const task = (spec: object) => object('tekton.dev/v1', 'Task', spec);

  test('is not asked for what a run says', () => {
    expect(check(task({ steps: [STRONG] }), Profiles.nsa())._each.findings.map(({ rule }) => rule)).not.toContain(
      'service-account-token-automount',
    );
  });

  test('is fixed in its steps, since it has no security context of the pod', () => {
    expect(fixed(task({ steps: [{ name: 'a', image: IMAGE }] }))).toEqual({ steps: [STRONG] });
  });

  test('gives its steps what they do not say, with the place of the template in findings', () => {
    const stepTemplate = { securityContext: STRONG.securityContext };
    const steps = [
      { name: 'a', image: IMAGE },
      { name: 'b', image: IMAGE },
    ];
    expect(findings(task({ stepTemplate, steps }))).toEqual([]);
    const weak = { securityContext: { ...STRONG.securityContext, privileged: true } };
    expect(findings(task({ stepTemplate: weak, steps }))).toEqual([
      'privileged-container /spec/stepTemplate/securityContext/privileged',
    ]);
    expect(fixed(task({ stepTemplate: weak, steps }), HardenMode.FORCE)).toEqual({ stepTemplate, steps });
  });

  test.each(['computeResources', 'resources'])('has limits in %s', (field) => {
    const limits = { memory: '1Gi' };
    const rules = (step: object) =>
      check(task({ steps: [step] }), Profiles.nsa())._each.findings.map(({ rule }) => rule);
    expect(rules(STRONG)).toContain('memory-limit-missing');
    expect(rules({ ...STRONG, [field]: { limits } })).not.toContain('memory-limit-missing');
  });

  test('of a run takes the security context of the run', () => {
    const taskSpec = { steps: [{ name: 'a', image: IMAGE, securityContext: CONTEXT }] };
    const run = (podTemplate: object) => object('tekton.dev/v1', 'TaskRun', { podTemplate, taskSpec });
    expect(findings(run({ securityContext: POD_CONTEXT }))).toEqual([]);
    expect(findings(run({ securityContext: POD_CONTEXT, hostNetwork: true }))).toEqual([
      'host-network /spec/podTemplate/hostNetwork',
    ]);
    expect(fixed(run({}))).toEqual({ podTemplate: { securityContext: POD_CONTEXT }, taskSpec });
  });
});

describe('a Knative Service', () => {
  const service = (spec: object) => object('serving.knative.dev/v1', 'Service', { template: { spec } });

  test('is fixed in its containers: the security context of the pod is behind a feature flag', () => {
    expect(fixed(service({ containers: [{ image: IMAGE }, { name: 'b', image: IMAGE }] })).template.spec).toEqual({
      containers: ['', 'b'].map((name) => ({
        ...(name && { name }),
        image: IMAGE,
        securityContext: STRONG.securityContext,
      })),
    });
  });

  test('is fixed in its pod where it has a security context of the pod', () => {
    const spec = { securityContext: { fsGroup: 2000 }, containers: [{ image: IMAGE, securityContext: CONTEXT }] };
    expect(fixed(service(spec)).template.spec).toEqual({ ...spec, securityContext: { fsGroup: 2000, ...POD_CONTEXT } });
  });

  test('gets no token, which is one of its fields', () => {
    expect(fixed(service({ containers: [STRONG] }), HardenMode.FILL, Profiles.nsa()).template.spec).toMatchObject({
      automountServiceAccountToken: false,
    });
  });

  test('is judged by fields that the webhook refuses too', () => {
    expect(findings(service({ hostIPC: true, containers: [STRONG] }))).toEqual([
      'host-ipc /spec/template/spec/hostIPC',
    ]);
  });
});

test('a Rollout with a workloadRef has the pods of another object', () => {
  const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const report = check(object('argoproj.io/v1alpha1', 'Rollout', { replicas: 3, workloadRef }), Profiles.nsa());
  expect([report.errors, report.findings, report.unknown]).toEqual([[], [], []]);
});

test('a Deployment without a template cannot be judged', () => {
  expect(errors(object('apps/v1', 'Deployment', {}))).toEqual([
    '/spec/selector is missing; must be set',
    '/spec/template is missing; must be set',
  ]);
});

describe('a CloudNativePG Cluster', () => {
  const cluster = (spec: object) => object('postgresql.cnpg.io/v1', 'Cluster', spec);

  test('has its own names for an image and the security context of the pod', () => {
    const weak = cluster({
      imageName: 'ghcr.io/acme/a:latest',
      podSecurityContext: { runAsUser: 0 },
      securityContext: { privileged: true },
    });
    expect(findings(weak)).toEqual([
      'run-as-root-user /spec/podSecurityContext/runAsUser',
      'privileged-container /spec/securityContext/privileged',
    ]);
    const tag = check(weak, Profiles.nsa())._each.findings.find(({ rule }) => rule === 'image-tag-mutable');
    expect([tag?.pointer, tag?.container, tag?.ofPartialPod]).toEqual(['/spec/imageName', 'postgres', true]);
    expect(fixed(weak, HardenMode.FORCE)).toEqual({
      imageName: 'ghcr.io/acme/a:latest',
      podSecurityContext: {},
      securityContext: {},
    });
  });
});

describe('a part of a pod', () => {
  const ALL_RULES = Profiles.nsa().withRules(...CATALOG.filter(({ meta }) => !Profiles.nsa().hasRule(meta.id)));
  const kibana = (podTemplate: object) => object('kibana.k8s.elastic.co/v1', 'Kibana', { podTemplate });
  const rules = (json: any) => check(json, ALL_RULES)._each.findings.map(({ rule, pointer }) => `${rule} ${pointer}`);

  test('that says nothing wrong has no finding of any rule, whatever it leaves out', () => {
    const nothing = rules(object('kibana.k8s.elastic.co/v1', 'Kibana', {}));
    const container = {
      name: 'kibana',
      env: [{ name: 'A', value: 'b' }],
      resources: {},
      securityContext: {},
    };
    const metadata = { labels: { a: 'b' }, annotations: { c: 'd' } };
    for (const podTemplate of [
      {},
      { metadata },
      { spec: {} },
      { metadata, spec: { containers: [container], initContainers: [container], securityContext: {}, volumes: [] } },
      { spec: { containers: [{ name: 'kibana', ports: [{ containerPort: 8080 }], command: ['a'], args: [] }] } },
    ])
      expect([podTemplate, rules(kibana(podTemplate))]).toEqual([podTemplate, nothing]);
  });

  test.each<[string, object, string]>([
    ['host-pid', { hostPID: true }, '/hostPID'],
    ['host-network', { hostNetwork: true }, '/hostNetwork'],
    ['host-path-volume', { volumes: [{ name: 'a', hostPath: { path: '/data' } }] }, '/volumes/0/hostPath'],
    ['run-as-root-user', { securityContext: { runAsUser: 0 } }, '/securityContext/runAsUser'],
    ['run-as-non-root', { securityContext: { runAsNonRoot: false } }, '/securityContext/runAsNonRoot'],
    ['image-tag-mutable', { containers: [{ name: 'a', image: 'nginx:latest' }] }, '/containers/0/image'],
    [
      'capability-beyond-baseline',
      { containers: [{ name: 'a', securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }] },
      '/containers/0/securityContext/capabilities/add',
    ],
    [
      'writable-root-filesystem',
      { containers: [{ name: 'a', securityContext: { readOnlyRootFilesystem: false } }] },
      '/containers/0/securityContext/readOnlyRootFilesystem',
    ],
  ])('has a finding of %s for what it says', (rule, spec, pointer) => {
    expect(rules(kibana({ spec }))).toContain(`${rule} /spec/podTemplate/spec${pointer}`);
  });
});

describe('an object of an unknown kind', () => {
  const app = (spec: object) => object('example.com/v1', 'App', spec);
  const pod = { hostPID: true, containers: [{ name: 'a', image: IMAGE, securityContext: { privileged: true } }] };
  const at = (path: string) => [
    `host-pid ${path}/hostPID`,
    `privileged-container ${path}/containers/0/securityContext/privileged`,
  ];

  test.each([
    [{ a: { b: [{ c: pod }] } }, '/spec/a/b/0/c'],
    [{ template: { spec: pod } }, '/spec/template/spec'],
    [pod, '/spec'],
    [{ 'a/b': pod }, '/spec/a~1b'],
  ])('is judged by what its pods say: %j', (spec, path) => {
    const report = check(app(spec));
    expect(findings(app(spec)).sort()).toEqual(at(path).sort());
    expect(report.findings.every(({ ofPartialPod }) => ofPartialPod)).toBe(true);
    expect(report.unknown).toMatchObject([{ objectRef: { kind: 'App' }, podPointers: [path] }]);
  });

  test.each([
    { containers: [] },
    { containers: ['a'] },
    { containers: { a: { image: 'x' } } },
    { containers: [{ image: { repository: 'x' } }] },
  ])('has no pod in %j', (spec) => {
    expect(findings(app(spec))).toEqual([]);
    expect(check(app(spec)).unknown).toMatchObject([{ podPointers: [] }]);
  });

  test('cannot be judged with a pod that cannot be read', () => {
    expect(errors(app({ a: { containers: [{ image: IMAGE }, 'x'] } }))).toEqual([
      '/spec/a/containers/1 is the string "x"; must be an object',
    ]);
    expect(errors(app({ a: { ...pod, hostPID: 'yes' } }))).toEqual([
      '/spec/a/hostPID is the string "yes"; must be a boolean',
    ]);
  });

  test('is fixed only where it says something', () => {
    const strong = { containers: [{ name: 'a', image: IMAGE, securityContext: {} }] };
    expect(fixed(app({ a: pod }))).toEqual({ a: pod });
    expect(fixed(app({ a: pod }), HardenMode.FORCE)).toEqual({ a: strong });
  });

  test('that is too deep to be searched cannot be judged', () => {
    let deep: any = pod;
    for (let depth = 0; depth < 200; depth += 1) deep = { a: deep };
    expect(errors(app(deep))).toEqual([' is too deep to be searched for pods; register its kind with workloadKinds']);
  });

  test('is judged as a whole where its kind is registered', () => {
    const manifest = Manifest.fromJson(app({ run: { spec: { containers: [{ name: 'a', image: IMAGE }] } } }), {
      workloadKinds: [{ group: 'example.com', kind: 'App', podTemplate: '/spec/run' }],
    });
    const report = new Checker({ profile: Profiles.restricted(), today: TODAY }).check(
      ManifestSet.fromManifests([manifest]),
    );
    expect(report.findings).toHaveLength(4);
    expect(report.unknown).toEqual([]);
  });
});

test('a custom kind keeps its replicas, which it may require, although an autoscaler sets them', () => {
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [STRONG] } };
  const scaleTargetRef = { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'CloneSet', name: 'a' };
  const set = ManifestSet.fromJson([
    object('apps.kruise.io/v1alpha1', 'CloneSet', { replicas: 3, template }),
    object('autoscaling/v2', 'HorizontalPodAutoscaler', { scaleTargetRef, maxReplicas: 5 }),
  ]);
  const { findings: found } = new Checker({ profile: Profiles.availability(), today: TODAY }).check(set);
  const finding = found.find(({ rule }) => rule === 'static-replicas-with-autoscaler');
  expect([finding?.pointer, finding?.fix]).toEqual(['/spec/replicas', []]);
});
