import { autoscaler, REPLICATED, UNREPLICATED } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/topologySpreadConstraints'];
const HOST = 'kubernetes.io/hostname';
const OWN = { matchLabels: { app: 'web' } };
const two = (workload: any) => {
  workload.spec.replicas = 2;
};
const change = () => {};
const spread =
  (constraint: any) =>
  ({ spec }: World): void => {
    spec.topologySpreadConstraints = [constraint];
  };
const apart =
  (podAntiAffinity: any) =>
  ({ spec }: World): void => {
    spec.affinity = { podAntiAffinity };
  };
const CONSTRAINT = { maxSkew: 1, topologyKey: HOST, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: OWN };
const TERM = { topologyKey: HOST, labelSelector: OWN };

testRule(rule, {
  kinds: REPLICATED,
  valid: {
    'spread over nodes': { change: spread(CONSTRAINT), workload: two },
    'spread over zones': {
      change: spread({ ...CONSTRAINT, topologyKey: 'topology.kubernetes.io/zone' }),
      workload: two,
    },
    'required anti-affinity': {
      change: apart({ requiredDuringSchedulingIgnoredDuringExecution: [TERM] }),
      workload: two,
    },
    'preferred anti-affinity': {
      change: apart({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: TERM }] }),
      workload: two,
    },
    'by expression': {
      change: spread({ ...CONSTRAINT, labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }),
      workload: two,
    },
    'one replica': change,
    'kinds without a number of replicas': { change, kinds: UNREPLICATED },
  },
  invalid: {
    nothing: { change, workload: two, at, mendedBy: 'none' },
    'null for all': {
      change: ({ spec }) => {
        spec.topologySpreadConstraints = null;
        spec.affinity = null;
      },
      workload: two,
      at,
    },
    'other pods': {
      change: spread({ ...CONSTRAINT, labelSelector: { matchLabels: { app: 'db' } } }),
      workload: two,
      at,
    },
    'no selector, which selects no pods': {
      change: spread({ ...CONSTRAINT, labelSelector: null }),
      workload: two,
      at,
    },
    'no topology': {
      change: apart({ requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: OWN }] }),
      workload: two,
      at,
    },
    'affinity instead of anti-affinity': {
      change: ({ spec }) => {
        spec.affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [TERM] } };
      },
      workload: two,
      at,
    },
    'empty terms': {
      change: apart({ preferredDuringSchedulingIgnoredDuringExecution: [null, { weight: 1 }] }),
      workload: two,
      at,
    },
    'an autoscaler with a minimum of two': {
      change: ({ others }) => {
        others.push(autoscaler());
      },
      kinds: ['Deployment'],
      at,
    },
  },
});
