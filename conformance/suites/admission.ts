import assert from 'node:assert/strict';
import type { Outcome, Settings, Suite } from '../suite';

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

const deployment = (name: string, image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image }] } },
  },
});

/** The plugin is wired: one policy allows, denies, is checked for types and is counted. Policies of our own come later. */
export const admission: Suite = {
  name: 'admission',
  guarantee: 'Admission expressions can be judged (for the policies to come)',
  by: "upstream's ValidatingAdmissionPolicy plugin, type checker and cost counter",
  async run({ judge }: Settings): Promise<Outcome> {
    const { decisions, typeWarnings, costs } = await judge.ask('cel', {
      policies: [policy],
      bindings: [policyBinding],
      requests: [
        { object: deployment('good', `registry.example.com/app@sha256:${'0'.repeat(64)}`) },
        { object: deployment('bad', 'registry.example.com/app:1') },
      ],
    });
    assert.deepEqual(
      decisions.map(({ allowed }) => allowed),
      [true, false],
    );
    assert.match(decisions[1]?.message ?? '', /an image has no digest/);
    assert.match(typeWarnings[0]?.warning ?? '', /undefined field 'replicaz'/);
    assert.ok((costs[0]?.total ?? 0) > 0);
    return { cases: 'one policy, a good and a bad request' };
  },
};
