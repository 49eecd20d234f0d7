/** A real API server fills pods before Pod Security judges them. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Waiver } from '../src/engine/waivers/waiver';
import { Profiles } from '../src/profiles/profiles';
import { FILLING, fillObjects, profileOf } from './admission-fill';
import { ApiServer, type KubernetesObject, type Reply } from './api-server';

const NAMESPACE = 'filled';
const WEB = { name: 'web', image: 'ghcr.io/acme/web:1' };
const WITHIN = 30_000;

const WAIVER: Waiver = {
  ...{ rule: 'writable-root-filesystem', reason: 'it writes to its own folder', expires: '2999-12-31' },
  ...{ kind: 'Pod', namespaceName: NAMESPACE, name: 'waived' },
};

/** Returns the number of requests whose answers were compared. */
export async function expectFillOnServer(): Promise<number> {
  const server = new ApiServer();
  await server.start();
  try {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels } };
    taken(await server.apply(namespace));
    const bare = pod('bare', {});
    refused(await server.create(bare, { dryRun: true }), /violates PodSecurity "restricted:latest"/);
    const rules = [...FILLING, Profiles.rule('host-pid') as (typeof FILLING)[number]];
    const { all } = fillObjects({ policy: { profile: profileOf(rules), waivers: [WAIVER] } });
    for (const object of all) taken(await server.apply(object));
    await becomesEffective(server, bare);
    return await expectAnswers(server, bare);
  } finally {
    await server.stop();
  }
}

async function expectAnswers(server: ApiServer, bare: KubernetesObject): Promise<number> {
  const created = taken(await server.apply(bare));
  const [container] = created.spec.containers;
  assert.deepEqual(container.securityContext, {
    ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  });
  assert.deepEqual(created.spec.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  const again = taken(await server.apply(bare));
  assert.equal(again.metadata.resourceVersion, created.metadata.resourceVersion, 'a second apply changes it');

  const waived = taken(await server.create(pod('waived', {})));
  assert.equal(waived.spec.containers[0].securityContext.readOnlyRootFilesystem, undefined);
  assert.equal(waived.spec.containers[0].securityContext.allowPrivilegeEscalation, false);

  refused(await server.create(pod('root', { securityContext: { runAsUser: 0 } })), /run-as-non-root|PodSecurity/);
  refused(await server.create(pod('node', { hostPID: true })), /host-pid|PodSecurity/);
  taken(await server.apply(deployment('bare', {})));
  refused(await server.apply(deployment('node', { hostPID: true })), /: host-pid: /);
  refused(await server.apply(deployment('root', { securityContext: { runAsUser: 0 } })), /: run-as-non-root: /);
  return 8;
}

/** The plugin reads policies some time after they are stored. */
async function becomesEffective(server: ApiServer, bare: KubernetesObject): Promise<void> {
  const end = Date.now() + WITHIN;
  for (;;) {
    const { status, body } = await server.create(bare, { dryRun: true });
    if (status === 201) break;
    if (Date.now() > end) throw new Error(`the pod is not filled: ${body.message}`);
    await sleep(200);
  }
  for (;;) {
    const { status } = await server.apply(deployment('node', { hostPID: true }), { dryRun: true });
    if (status === 403 || status === 422) return;
    if (Date.now() > end) throw new Error('the templates are not judged');
    await sleep(200);
  }
}

function taken({ status, body }: Reply): any {
  assert.ok(status === 200 || status === 201, `${status}: ${body.message}`);
  return body;
}

function refused({ status, body }: Reply, why: RegExp): void {
  assert.equal(status, 403, JSON.stringify(body));
  assert.match(body.message, why);
}

function pod(name: string, spec: object): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE },
    spec: { containers: [WEB], ...spec },
  };
}

function deployment(name: string, spec: object): KubernetesObject {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [WEB], ...spec } };
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: NAMESPACE } },
    spec: { selector: { matchLabels: { app: name } }, template },
  };
}
