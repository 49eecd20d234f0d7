import { JOBS, LONG_RUNNING } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/restartPolicy'];
const policy =
  (restartPolicy: any) =>
  ({ spec }: World): void => {
    spec.restartPolicy = restartPolicy;
  };
const PODS = ['Pod', 'PodTemplate'];
const CONTROLLERS = LONG_RUNNING.filter((kind) => !PODS.includes(kind));
const onlyOnce = (job: any) => {
  const spec = job.spec.jobTemplate?.spec ?? job.spec;
  spec.podFailurePolicy = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] };
};

testRule(rule, {
  valid: {
    'a Job that starts again': { change: policy('OnFailure'), kinds: JOBS },
    'a Job that does not': { change: policy('Never'), kinds: JOBS },
    'a controller that does not say': { change: () => {}, kinds: CONTROLLERS },
    'a controller that says it': { change: policy('Always'), kinds: CONTROLLERS },
    'null, which is the default': { change: policy(null), kinds: CONTROLLERS },
    'a pod that runs once': { change: policy('Never'), kinds: PODS },
    'a pod that runs until it succeeds': { change: policy('OnFailure'), kinds: PODS },
    'a Job that counts failures of pods': { change: policy('Never'), workload: onlyOnce, kinds: JOBS },
  },
  invalid: {
    'a Job that does not say': { change: () => {}, kinds: JOBS, at, mendedBy: 'nobody' },
    'a Job that always starts again': { change: policy('Always'), kinds: JOBS, at, mendedBy: 'nobody' },
    'null, of a Job': { change: policy(null), kinds: JOBS, at },
    'a controller whose pods end': { change: policy('Never'), kinds: CONTROLLERS, at, mendedBy: 'force' },
    'a controller whose pods end well': { change: policy('OnFailure'), kinds: CONTROLLERS, at, mendedBy: 'force' },
    'another word': { change: policy('always'), kinds: CONTROLLERS, at, mendedBy: 'force' },
    'failures of pods that the kubelet hides': {
      change: policy('OnFailure'),
      workload: onlyOnce,
      kinds: JOBS,
      at,
      mendedBy: 'force',
    },
  },
});
