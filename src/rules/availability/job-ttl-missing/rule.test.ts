import { testRule } from '../../../../test/support/rule-tester';
import { POD_KINDS } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['Job /spec/ttlSecondsAfterFinished'];
const ttl = (seconds: any) => (job: any) => {
  job.spec.ttlSecondsAfterFinished = seconds;
};
const metadata = (fields: any) => (job: any) => {
  Object.assign(job.metadata, fields);
};
const change = () => {};

testRule(rule, {
  kinds: ['Job'],
  valid: {
    'a day': { change, workload: ttl(86_400) },
    'at once': { change, workload: ttl(0) },
    'a hook of a chart': { change, workload: metadata({ annotations: { 'helm.sh/hook': 'pre-upgrade' } }) },
    'a Job of a CronJob': {
      change,
      workload: metadata({ ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'web', uid: 'a1' }] }),
    },
    'before the field is enabled by default': { change, version: '1.20' },
    'every other kind': { change, kinds: Object.keys(POD_KINDS).filter((kind) => kind !== 'Job') },
  },
  invalid: {
    unset: { change, at, mendedBy: 'none' },
    'the first version with the field': { change, at, version: '1.21' },
    null: { change, workload: ttl(null), at },
    'null for annotations': { change, workload: metadata({ annotations: null }), at },
  },
});
