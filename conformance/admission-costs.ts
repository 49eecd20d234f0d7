/** What policies cost for objects that are as large as objects are. */
import assert from 'node:assert/strict';
import { admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionStage } from '../src/admission/stage';
import { Profile } from '../src/engine/profile';
import { CATALOG } from '../src/rules/catalog';
import type { Judge } from './judge';
import { TODAY } from './suite';

/** At most half of the limits for 100 containers with 1,000 variables, and expressions of at most 20,000 characters. */
export async function expectCosts(judge: Judge): Promise<void> {
  const profile = new Profile('all', { rules: [...CATALOG] });
  const { objects } = admissionPolicies({ policy: { profile }, today: TODAY, stage: AdmissionStage.WARN });
  const policies = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
  for (const { metadata, spec } of policies) {
    const texts = [...(spec.variables ?? []), ...spec.validations].flatMap((each: any) => [
      each.expression,
      each.messageExpression ?? '',
    ]);
    const longest = Math.max(...texts.map((text: string) => text.length));
    assert.ok(longest <= 20_000, `${metadata.name} has an expression of ${longest} characters`);
  }
  const env = Array.from({ length: 10 }, (_, index) => ({
    name: `VARIABLE_${index}`,
    value: 'a value of usual length',
  }));
  const containers = Array.from({ length: 100 }, (_, index) => ({
    ...{ name: `c${index}`, image: `ghcr.io/acme/c${index}:1.${index}`, env },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  }));
  const metadata = { name: 'web', namespace: 'shop' };
  const spec = { containers, volumes: [{ name: 'data', hostPath: { path: '/var/lib/data' } }] };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec };
  const requests = [object, ...largeObjects()].map((each) => ({ object: each, user: 'jane' }));
  const { costs, limits } = await judge.ask('cel', {
    policies,
    bindings: objects.filter((each) => !policies.includes(each)),
    requests,
  });
  for (const { policy, total, expressions } of costs) {
    assert.ok(total <= limits.binding / 2, `${policy} costs ${total}`);
    for (const { field, cost, error } of expressions)
      assert.ok(cost <= limits.expression / 2 && !error, `${policy} ${field}: ${cost} ${error}`);
  }
}

/** Objects without pods that are as large as such objects are. */
function largeObjects(): any[] {
  const line = 'server.example.com = a value of usual length, with some path/to/a/file\n';
  const data = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`file-${index}.conf`, line.repeat(200)]));
  const blocks = Array.from({ length: 250 }, (_, index) => ({ ipBlock: { cidr: `10.${index}.0.0/16` } }));
  const rules = Array.from({ length: 50 }, (_, index) => ({
    ...{
      apiGroups: ['', 'apps', 'batch', `acme${index}.example.com`],
      resources: ['services', 'jobs/status', 'widgets'],
    },
    verbs: ['get', 'list', 'watch', 'update'],
  }));
  const parameters = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`parameter${index}`, 'a value']));
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'large', namespace: 'shop' }, data },
    {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'large', namespace: 'shop' } },
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: blocks }, { to: blocks }] },
    },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'large' }, rules },
    {
      ...{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'large' }, provisioner: 'acme' },
      parameters,
    },
  ];
}
