import { autoscaler, REPLICATED } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['HorizontalPodAutoscaler /spec/scaleTargetRef/name'];
const target =
  (change: any, kind = 'Deployment') =>
  ({ others }: World): void => {
    others.push(autoscaler(kind));
    const { spec } = others[0];
    spec.scaleTargetRef = change === null ? null : { ...spec.scaleTargetRef, ...change };
  };

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    'no autoscaler': () => {},
    ...Object.fromEntries(REPLICATED.map((kind) => [`a ${kind}`, { change: target({}, kind), kinds: [kind] }])),
    'another version of its group': target({ apiVersion: 'apps/v1beta2' }),
    'no version': target({ apiVersion: undefined }),
    'no target, which the API server refuses': target(null),
  },
  invalid: {
    'another name': { change: target({ name: 'api' }), at, mendedBy: 'none' },
    'the start of a name': { change: target({ name: 'we' }), at },
    'another kind': { change: target({ kind: 'StatefulSet' }), at },
    'another group': { change: target({ apiVersion: 'argoproj.io/v1alpha1' }), at },
    'the core group': { change: target({ apiVersion: 'v1' }), at },
    'another namespace': {
      change: (world) => {
        target({})(world);
        world.others[0].metadata.namespace = 'other';
      },
      at,
    },
  },
});
