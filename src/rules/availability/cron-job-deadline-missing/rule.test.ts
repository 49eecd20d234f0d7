import { testRule } from '../../../../test/support/rule-tester';
import { POD_KINDS } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['CronJob /spec/startingDeadlineSeconds'];
const deadline = (seconds: any) => (cronJob: any) => {
  cronJob.spec.startingDeadlineSeconds = seconds;
};
const change = () => {};

testRule(rule, {
  kinds: ['CronJob'],
  valid: {
    'a deadline': { change, workload: deadline(600) },
    'a deadline of zero': { change, workload: deadline(0) },
    'every other kind': { change, kinds: Object.keys(POD_KINDS).filter((kind) => kind !== 'CronJob') },
  },
  invalid: {
    'no deadline': { change, at, mendedBy: 'none' },
    null: { change, workload: deadline(null), at },
  },
});
