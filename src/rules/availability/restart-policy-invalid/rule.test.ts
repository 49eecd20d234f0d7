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
    'OnFailure on a Job': { change: policy('OnFailure'), kinds: JOBS },
    'Never on a Job': { change: policy('Never'), kinds: JOBS },
    'a controller without a policy': { change: () => {}, kinds: CONTROLLERS },
    'Always on a controller': { change: policy('Always'), kinds: CONTROLLERS },
    'null, which is the default': { change: policy(null), kinds: CONTROLLERS },
    'a pod that runs once': { change: policy('Never'), kinds: PODS },
    'a pod that runs until it succeeds': { change: policy('OnFailure'), kinds: PODS },
    'Never on a Job with a podFailurePolicy': { change: policy('Never'), workload: onlyOnce, kinds: JOBS },
  },
  invalid: {
    'a Job without a policy': { change: policy(undefined), kinds: JOBS, at, mendedBy: 'none' },
    'Always on a Job': { change: policy('Always'), kinds: JOBS, at, mendedBy: 'none' },
    'null on a Job': { change: policy(null), kinds: JOBS, at },
    'Never on a controller': { change: policy('Never'), kinds: CONTROLLERS, at, mendedBy: 'force' },
    'OnFailure on a controller': { change: policy('OnFailure'), kinds: CONTROLLERS, at, mendedBy: 'force' },
    'an unknown policy': { change: policy('always'), kinds: CONTROLLERS, at, mendedBy: 'force' },
    'OnFailure on a Job with a podFailurePolicy': {
      change: policy('OnFailure'),
      workload: onlyOnce,
      kinds: JOBS,
      at,
      mendedBy: 'force',
    },
  },
});
