/** Objects of custom kinds, whose definitions let everything in: what is weak is told, and nothing is refused or fails. */
import assert from 'node:assert/strict';
import { world } from '../../test/support/world';
import { type ApiServer, type KubernetesObject, until } from '../api-server';
import { taken } from './control-plane';

const GROUP = 'argoproj.io';
const KINDS = [
  ['Rollout', 'rollouts', 'Namespaced'],
  ['ClusterWorkflowTemplate', 'clusterworkflowtemplates', 'Cluster'],
] as const;

/** Returns the number of requests. */
export async function expectCustom(server: ApiServer): Promise<number> {
  for (const [kind, plural, scope] of KINDS) {
    taken(await server.create(definition(kind, plural, scope)));
    const path = `/apis/${GROUP}/v1/${plural}`;
    await until(`${path} is served`, async () => (await server.request('GET', path)).status === 200);
  }
  const { spec, podMetadata: metadata } = world();
  const [container] = spec.containers;
  const template = (more: object, own: object = {}) => ({
    metadata,
    spec: { ...spec, ...own, initContainers: undefined, containers: [{ ...container, ...more }] },
  });
  const weak = { securityContext: { ...container.securityContext, privileged: true } };
  const privileged = /: privileged-container: /;
  const cases: [what: string, object: KubernetesObject, warning: RegExp | undefined][] = [
    ['a rollout that keeps all rules', rollout({ template: template({}) }), undefined],
    ['a privileged container', rollout({ template: template(weak) }), privileged],
    ['the namespace of the node', rollout({ template: template({}, { hostPID: true }) }), /: host-pid: /],
    ['nulls', rollout({ template: template({ env: null, ports: null }, { volumes: null }) }), undefined],
    ['other types', rollout({ template: template({ env: 'x', ports: { a: 1 } }, { hostPID: 'x' }) }), undefined],
    ['a text in place of the pod', rollout({ template: 'x' }), undefined],
    ['no spec', rollout(undefined), undefined],
    [
      'a template of the cluster',
      {
        ...{ apiVersion: `${GROUP}/v1`, kind: 'ClusterWorkflowTemplate', metadata: { name: 'custom' } },
        spec: { ...spec, templates: [{ name: 'a', container: { ...container, ...weak } }] },
      },
      privileged,
    ],
  ];
  for (const [what, object, warning] of cases) {
    const { status, body, warnings } = await server.create(object, { dryRun: true });
    assert.equal(status, 201, `${what}: ${body.message}`);
    assert.equal(warnings.length, warning === undefined ? 0 : 1, `${what}: ${warnings.join('; ')}`);
    if (warning) assert.match(warnings[0] as string, warning, what);
  }
  return cases.length;
}

function rollout(spec: unknown): KubernetesObject {
  return { apiVersion: `${GROUP}/v1`, kind: 'Rollout', metadata: { name: 'custom', namespace: 'shop' }, spec };
}

function definition(kind: string, plural: string, scope: string): KubernetesObject {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    ...{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      ...{ group: GROUP, scope, names: { kind, plural } },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}
