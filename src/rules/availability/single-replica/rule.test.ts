import { autoscaler } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import { POD_KINDS } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['Deployment /spec/replicas'];
const replicas = (count: any) => (workload: any) => {
  workload.spec.replicas = count;
};
const change = () => {};

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    two: { change, workload: replicas(2) },
    'zero, which stops the workload': { change, workload: replicas(0) },
    'one, with an autoscaler': ({ others }) => {
      others.push(autoscaler());
    },
    'one, with a KEDA ScaledObject': ({ others }) => {
      const spec = { scaleTargetRef: { name: 'web' }, triggers: [] };
      const metadata = { name: 'web', namespace: 'shop' };
      others.push({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata, spec });
    },
    'one, on other kinds': {
      change,
      kinds: Object.keys(POD_KINDS).filter((kind) => kind !== 'Deployment'),
    },
  },
  invalid: {
    'one by default': { change, at, mendedBy: 'none' },
    one: { change, workload: replicas(1), at },
    'null, which means one': { change, workload: replicas(null), at },
    'an autoscaler of another workload': {
      change: ({ others }) => {
        others.push(autoscaler());
        others[0].spec.scaleTargetRef.name = 'api';
      },
      at,
    },
  },
});

testRule(rule, {
  kinds: ['Deployment'],
  options: { minimumReplicas: 3 },
  valid: { three: { change, workload: replicas(3) } },
  invalid: { two: { change, workload: replicas(2), at } },
});
