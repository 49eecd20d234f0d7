import { service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import { POD_KINDS, type World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['StatefulSet /spec/serviceName'];
/** Adds the headless Service of the set with one change. */
const headless =
  (change: (service: any) => void = () => {}) =>
  ({ others }: World): void => {
    others.push(service());
    others[0].spec.clusterIP = 'None';
    change(others[0]);
  };
const named = (serviceName: any) => (set: any) => {
  set.spec.serviceName = serviceName;
};

testRule(rule, {
  kinds: ['StatefulSet'],
  valid: {
    'a headless Service': headless(),
    'every other kind': { change: () => {}, kinds: Object.keys(POD_KINDS).filter((kind) => kind !== 'StatefulSet') },
  },
  invalid: {
    'no Service': { change: () => {}, at, mendedBy: 'none' },
    'no name': { change: headless(), workload: named(undefined), at },
    'null for the name': { change: headless(), workload: named(null), at },
    'an empty name': { change: headless(), workload: named(''), at },
    'another name': { change: headless(), workload: named('we'), at },
    'another namespace': {
      change: headless(({ metadata }) => {
        metadata.namespace = 'other';
      }),
      at,
    },
    'a Service with a cluster IP': {
      change: headless(({ spec }) => {
        delete spec.clusterIP;
      }),
      at,
    },
    'a Service for other pods': {
      change: headless(({ spec }) => {
        spec.selector = { app: 'db' };
      }),
      at,
    },
    'a Service without a spec': {
      change: headless((each) => {
        each.spec = null;
      }),
      at,
    },
  },
});
