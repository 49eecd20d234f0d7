import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiServer, type KubernetesObject } from './api-server';
import { build } from './build';
import { Judge } from './judge';

const image = `registry.example.com/app@sha256:${'0'.repeat(64)}`;

const restricted = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'app',
      image,
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      },
    },
  ],
};
const privileged = { containers: [{ name: 'app', image, securityContext: { privileged: true } }] };

const pod = (name: string, spec: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'smoke' },
  spec,
});

const deployment = (name: string, spec: object): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'smoke' },
  spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec } },
});

const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'reader', namespace: 'smoke' },
  rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get'] }],
};
const roleBinding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'reader', namespace: 'smoke' },
  subjects: [{ kind: 'ServiceAccount', name: 'app', namespace: 'smoke' }],
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
};

const policy = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'images-have-a-digest' },
  spec: {
    matchConstraints: {
      resourceRules: [
        { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] },
      ],
    },
    validations: [
      {
        expression: "object.spec.template.spec.containers.all(c, c.image.contains('@sha256:'))",
        message: 'an image has no digest',
      },
      { expression: 'has(object.spec.replicaz) || true' },
    ],
  },
};
const policyBinding = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'images-have-a-digest' },
  spec: { policyName: 'images-have-a-digest', validationActions: ['Deny'] },
};

async function check(claim: string, holds: () => Promise<void>): Promise<void> {
  await holds();
  console.log(`ok ${claim}`);
}

async function askTheJudge(judge: Judge): Promise<void> {
  await check('versions', async () => {
    const { kubernetes, policy: versions, checks } = await judge.ask('versions', {});
    assert.match(kubernetes, /^v1\.\d+\.\d+$/);
    assert.equal(versions[0], '1.0');
    assert.ok(checks.length >= 19);
  });
  await check('psa allows and denies', async () => {
    const asked = { levels: ['baseline', 'restricted'], versions: ['1.0', 'latest'] } as const;
    const good = await judge.ask('psa', { object: pod('good', restricted), ...asked });
    assert.deepEqual(good.denied, []);
    const { denied } = await judge.ask('psa', { object: deployment('bad', privileged), ...asked });
    assert.deepEqual(denied[0]?.controls, ['privileged']);
    assert.deepEqual(denied[0]?.versions, ['1.0', 'latest']);
  });
  await check('validate accepts and refuses', async () => {
    assert.equal((await judge.ask('validate', { object: deployment('good', restricted) })).accepted, true);
    const bad = await judge.ask('validate', { object: deployment('bad', { ...restricted, hostnetwork: true }) });
    assert.deepEqual(bad, {
      accepted: false,
      errors: [
        {
          field: 'spec.template.spec.hostnetwork',
          type: 'Strict',
          detail: 'unknown field "spec.template.spec.hostnetwork"',
        },
      ],
    });
    const unknown = await judge.ask('validate', { object: { apiVersion: 'example.com/v1', kind: 'Thing' } });
    assert.equal(unknown.unknownKind, true);
  });
  await check('rbac allows and denies', async () => {
    const get = {
      user: 'system:serviceaccount:smoke:app',
      verb: 'get',
      resource: 'configmaps',
      namespace: 'smoke',
      name: 'settings',
    };
    const { decisions } = await judge.ask('rbac', {
      roles: [role],
      roleBindings: [roleBinding],
      requests: [get, { ...get, name: 'other' }, { ...get, verb: 'list' }],
    });
    assert.deepEqual(
      decisions.map(({ allowed }) => allowed),
      [true, false, false],
    );
  });
  await check('covers and does not cover', async () => {
    const servant = role.rules;
    assert.equal((await judge.ask('covers', { owner: servant, servant })).covered, true);
    assert.deepEqual((await judge.ask('covers', { owner: [], servant })).uncovered, servant);
  });
  await check('escalation is refused and let through', async () => {
    const refused = await judge.ask('escalation', { as: { user: 'u' }, object: role });
    assert.match(refused.message ?? '', /attempting to grant RBAC permissions not currently held/);
    const master = { user: 'u', groups: ['system:masters'] };
    assert.equal((await judge.ask('escalation', { as: master, object: role })).allowed, true);
  });
  await check('cel allows, denies, checks types and counts costs', async () => {
    const tagged = { containers: [{ name: 'app', image: 'registry.example.com/app:1' }] };
    const { decisions, typeWarnings, costs } = await judge.ask('cel', {
      policies: [policy],
      bindings: [policyBinding],
      requests: [{ object: deployment('good', restricted) }, { object: deployment('bad', tagged) }],
    });
    assert.deepEqual(
      decisions.map(({ allowed }) => allowed),
      [true, false],
    );
    assert.match(decisions[1]?.message ?? '', /an image has no digest/);
    assert.match(typeWarnings[0]?.warning ?? '', /undefined field 'replicaz'/);
    assert.ok((costs[0]?.total ?? 0) > 0);
  });
  const files = join(__dirname, 'judge', 'testdata', 'files');
  for (const name of readdirSync(files)) {
    await check(`decode ${name}`, async () => {
      const file = readFileSync(join(files, name), 'utf8');
      const expected = /^# refused: (.*)\n/.exec(file)?.[1]; // a bad file says what it is refused for
      const { accepted, errors } = await judge.ask('decode', { file });
      assert.equal(accepted, expected === undefined, JSON.stringify(errors));
      if (expected) assert.ok(`${errors[0]?.field} ${errors[0]?.detail}`.includes(expected), JSON.stringify(errors));
    });
  }
  await check('a question that cannot be put is rejected', async () => {
    await assert.rejects(judge.ask('validate', { objekt: {} } as any), /unknown field "objekt"/);
  });
}

async function askAWrongJudge(): Promise<void> {
  await check('a judge that is wrong on purpose is wrong once', async () => {
    const judge = new Judge({ wrong: { op: 'psa', nth: 2 } });
    const question = { object: pod('good', restricted), levels: ['restricted'], versions: ['latest'] } as const;
    const answers = await Promise.all([1, 2, 3].map(() => judge.ask('psa', question)));
    assert.deepEqual(
      answers.map(({ denied }) => denied.length),
      [0, 1, 0],
    );
    await judge.close();
  });
}

async function askTheServer(server: ApiServer): Promise<void> {
  const labels = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
  await check('a namespace is applied', async () => {
    const reply = await server.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'smoke', labels } });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
  });
  await check('a good Deployment is applied without a warning, and reapplying changes nothing', async () => {
    const first = await server.apply(deployment('good', restricted));
    assert.deepEqual([first.status, first.warnings], [201, []], JSON.stringify(first.body));
    const second = await server.apply(deployment('good', restricted));
    assert.equal(second.status, 200);
    assert.equal(second.body.metadata.resourceVersion, first.body.metadata.resourceVersion);
    assert.equal((await server.get(deployment('good', restricted))).body.metadata.generation, 1);
  });
  await check('a bad Deployment is applied with a warning', async () => {
    const reply = await server.apply(deployment('bad', privileged));
    assert.equal(reply.status, 201);
    assert.match(
      reply.warnings[0] ?? '',
      /^would violate PodSecurity "restricted:latest": privileged \(container "app"/,
    );
  });
  await check('a good Pod is created, dry', async () => {
    assert.equal((await server.create(pod('good', restricted), { dryRun: true })).status, 201);
    assert.equal((await server.get(pod('good', restricted))).status, 404);
  });
  await check('a bad Pod is refused', async () => {
    const reply = await server.create(pod('bad', privileged), { dryRun: true });
    assert.equal(reply.status, 403);
    assert.match(reply.body.message, /violates PodSecurity "restricted:latest"/);
  });
  await check('a misspelt field is refused', async () => {
    const object = deployment('typo', { ...restricted, hostnetwork: true });
    assert.equal((await server.create(object)).status, 400);
    assert.equal((await server.apply(object)).status, 500); // so says server-side apply: "failed to create typed patch object"
  });
  await check('an object is deleted', async () => {
    assert.equal((await server.delete(deployment('bad', privileged))).status, 200);
    assert.equal((await server.get(deployment('bad', privileged))).status, 404);
  });
}

async function main(): Promise<void> {
  build('judge', 'etcd', 'kube-apiserver');
  const judge = new Judge();
  await askTheJudge(judge);
  await judge.close();
  await askAWrongJudge();
  const server = new ApiServer();
  const start = Date.now();
  await server.start();
  console.log(`the API server is ready after ${((Date.now() - start) / 1000).toFixed(1)} s`);
  try {
    await askTheServer(server);
  } finally {
    await server.stop();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
