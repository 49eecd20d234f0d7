import { JOBS } from '../../../../test/support/availability';
import { type InvalidCase, testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const NEEDED = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];
const change = () => {};
const OTHER = { matchLabels: { app: 'db' } };
const selector = (value: any) => (workload: any) => {
  workload.spec.selector = value;
};
const jobSelector = (value: any, manualSelector?: any) => (job: any) => {
  Object.assign(job.spec.jobTemplate?.spec ?? job.spec, { selector: value, manualSelector });
};
const place = (kind: string) => (kind === 'CronJob' ? '/spec/jobTemplate/spec/selector' : '/spec/selector');

/** One case for each kind, because the place of the selector differs. */
function each(name: string, kinds: readonly string[], workload: (workload: any) => void): [string, InvalidCase][] {
  return kinds.map((kind) => [
    `${name}, of a ${kind}`,
    { change, workload, kinds: [kind], at: [`${kind} ${place(kind)}`], mendedBy: 'none' },
  ]);
}

testRule(rule, {
  valid: {
    'its own labels': change,
    'some of its labels': ({ podMetadata }) => {
      podMetadata.labels.tier = 'front';
    },
    'by expression': {
      change,
      workload: selector({ matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] }),
      kinds: NEEDED,
    },
    'a ReplicationController without a selector': {
      change,
      workload: selector(null),
      kinds: ['ReplicationController'],
    },
    'a ReplicationController with an empty selector': {
      change,
      workload: selector({}),
      kinds: ['ReplicationController'],
    },
    'a Job without a selector, which the API server generates': { change, workload: jobSelector(OTHER), kinds: JOBS },
    'a Job with a manual selector': {
      change,
      workload: jobSelector({ matchLabels: { app: 'web' } }, true),
      kinds: JOBS,
    },
    'kinds without a selector': { change, workload: selector(OTHER), kinds: ['Pod'], also: ['unknown-field'] },
  },
  invalid: Object.fromEntries([
    ...each('other labels', NEEDED, selector(OTHER)),
    ...each('one label too many', NEEDED, selector({ matchLabels: { app: 'web', track: 'stable' } })),
    ...each('the start of a value', NEEDED, selector({ matchLabels: { app: 'we' } })),
    ...each('none', NEEDED, selector(undefined)),
    ...each('null', NEEDED, selector(null)),
    ...each('an empty one', NEEDED, selector({})),
    ...each('other labels', ['ReplicationController'], selector({ app: 'db' })),
    ...each('other labels by hand', JOBS, jobSelector(OTHER, true)),
    ...each('none by hand', JOBS, jobSelector(undefined, true)),
  ]),
});
