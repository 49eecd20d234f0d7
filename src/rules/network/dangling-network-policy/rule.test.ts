import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** A policy in addition to the default deny. */
const policy =
  (podSelector: any, namespace: string | undefined = 'shop') =>
  ({ others }: World) => {
    others.push({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'own', namespace },
      spec: { podSelector, policyTypes: ['Ingress'] },
    });
  };
const PLACE = ['NetworkPolicy /spec/podSelector'];

testRule(rule, {
  valid: {
    'by label': policy({ matchLabels: { app: 'web' } }),
    'by an expression': policy({ matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] }),
    'by an expression about a label that is absent': policy({
      matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }],
    }),
    '§4.17: all pods of a namespace that has none here': policy({}, 'empty'),
    'all pods, by an absent selector': policy(undefined, 'empty'),
    'all pods, by a null selector': policy(null, 'empty'),
    'the name of a job': {
      change: policy({ matchLabels: { app: 'web', 'batch.kubernetes.io/job-name': 'web' } }),
      kinds: ['Job'],
    },
    'one pod of a stateful set': {
      change: policy({ matchLabels: { 'statefulset.kubernetes.io/pod-name': 'web-0' } }),
      kinds: ['StatefulSet'],
    },
  },
  invalid: {
    'another value': { change: policy({ matchLabels: { app: 'db' } }), at: PLACE, mendedBy: 'none' },
    'a value in another case': { change: policy({ matchLabels: { app: 'Web' } }), at: PLACE },
    'one label of two': { change: policy({ matchLabels: { app: 'web', tier: 'front' } }), at: PLACE },
    'labels match, an expression does not': {
      change: policy({ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }),
      at: PLACE,
    },
    'the pods of another namespace': { change: policy({ matchLabels: { app: 'web' } }, 'other'), at: PLACE },
    'the name of a job that is not here': {
      change: policy({ matchLabels: { 'batch.kubernetes.io/job-name': 'migrate' } }),
      at: PLACE,
      kinds: ['Job', 'CronJob', 'Deployment'],
    },
    'a label that a controller adds, and a wrong one': {
      change: policy({ matchLabels: { app: 'db', 'job-name': 'web' } }),
      at: PLACE,
    },
  },
});

test('absent and default are one namespace, on both sides', () => {
  const own = (namespace: string | undefined) => {
    const world: any = { others: [] };
    policy({ matchLabels: { app: 'web' } }, namespace)(world);
    return world.others[0];
  };
  const pod = (namespace: string | undefined) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace, labels: { app: 'web' } },
    spec: { containers: [{ name: 'web' }] },
  });
  expect(placesOf(rule, [own(''), pod('default')])).toEqual([]);
  expect(placesOf(rule, [own('default'), pod(undefined)])).toEqual([]);
  expect(placesOf(rule, [own('default'), pod('shop')])).toEqual(['low NetworkPolicy /spec/podSelector']);
});
