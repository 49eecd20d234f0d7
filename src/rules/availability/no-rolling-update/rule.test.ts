import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const change = () => {};
const set = (field: string, value: any) => (workload: any) => {
  workload.spec[field] = value;
};
const SETS = ['StatefulSet', 'DaemonSet'];

testRule(rule, {
  valid: {
    unset: change,
    'RollingUpdate on a Deployment': {
      change,
      workload: set('strategy', { type: 'RollingUpdate' }),
      kinds: ['Deployment'],
    },
    'RollingUpdate on sets': { change, workload: set('updateStrategy', { type: 'RollingUpdate' }), kinds: SETS },
    'null for the strategy': { change, workload: set('strategy', null), kinds: ['Deployment'] },
    'null for the type': { change, workload: set('updateStrategy', { type: null }), kinds: SETS },
    'a field that the kind does not have': {
      change,
      workload: set('updateStrategy', { type: 'OnDelete' }),
      kinds: ['Job'],
      also: ['unknown-field'],
    },
  },
  invalid: {
    Recreate: {
      change,
      workload: set('strategy', { type: 'Recreate' }),
      kinds: ['Deployment'],
      at: ['Deployment /spec/strategy/type'],
      mendedBy: 'none',
    },
    'OnDelete on a StatefulSet': {
      change,
      workload: set('updateStrategy', { type: 'OnDelete' }),
      kinds: ['StatefulSet'],
      at: ['StatefulSet /spec/updateStrategy/type'],
    },
    'OnDelete on a DaemonSet': {
      change,
      workload: set('updateStrategy', { type: 'OnDelete' }),
      kinds: ['DaemonSet'],
      at: ['DaemonSet /spec/updateStrategy/type'],
    },
  },
});
