import { testRule } from '../../../../test/support/rule-tester';
import { POD_KINDS } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['Pod /kind'];
const owned = (ownerReferences: any) => (pod: any) => {
  pod.metadata.ownerReferences = ownerReferences;
};
const change = () => {};

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'every other kind': { change, kinds: Object.keys(POD_KINDS).filter((kind) => kind !== 'Pod') },
    'a pod with an owner': {
      change,
      workload: owned([{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d', uid: 'a1' }]),
    },
    'a Helm test': ({ podMetadata }) => {
      podMetadata.annotations = { 'helm.sh/hook': 'test' };
    },
  },
  invalid: {
    'a pod': { change, at, mendedBy: 'none' },
    'an empty list of owners': { change, workload: owned([]), at },
    'null for owners': { change, workload: owned(null), at },
    'null for annotations': {
      change: ({ podMetadata }) => {
        podMetadata.annotations = null;
      },
      at,
    },
    'a pod that runs once': {
      change: ({ spec }) => {
        spec.restartPolicy = 'Never';
      },
      at,
    },
  },
});
