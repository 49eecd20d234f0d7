import { pod, problemsWith } from '../../../../test/support/kubernetes';

const TEMPLATE = { spec: pod({ restartPolicy: 'Never' }).spec };
const JOB = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'web' }, spec: { template: TEMPLATE } };
const CRON_JOB = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'web' },
  spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: TEMPLATE } } },
};
const RESTART = '/spec/template/spec/restartPolicy';

test.each([
  ['spec.parallelism', 2, []],
  ['spec.parallelism', -1, ['/spec/parallelism: is -1; must be at least 0']],
  ['spec.template.spec.restartPolicy', 'OnFailure', []],
  ['spec.template.spec.restartPolicy', undefined, [`${RESTART}: is missing; must be "Never" or "OnFailure"`]],
  ['spec.template.spec.restartPolicy', 'Always', [`${RESTART}: is "Always"; must be "Never" or "OnFailure"`]],
  ['spec.selector', {}, []],
  [
    'spec.selector',
    { matchLabels: { app: 'web' } },
    ['/spec/selector: is set; must be left to the server, or manualSelector be true'],
  ],
  ['spec.manualSelector', true, ['/spec/selector: is missing; must be set with manualSelector']],
  [
    'spec.template.metadata',
    { labels: { 'job-name': 'api' } },
    ['/spec/template/metadata/labels/job-name: is "api"; must be the name of the Job'],
  ],
  ['spec.completionMode', 'Indexed', []],
  [
    'spec',
    { template: TEMPLATE, completionMode: 'Indexed', completions: 3, maxFailedIndexes: 1, backoffLimitPerIndex: 1 },
    [],
  ],
  [
    'spec',
    { template: TEMPLATE, completionMode: 'Indexed', completions: 3, maxFailedIndexes: 4, backoffLimitPerIndex: 1 },
    ['/spec/maxFailedIndexes: must be at most completions'],
  ],
  ['spec.backoffLimitPerIndex', 1, ['/spec/backoffLimitPerIndex: is set; must be only with completionMode "Indexed"']],
  [
    'metadata.name',
    'a'.repeat(64),
    ['/metadata/name: has 64 characters; at most 63 are allowed, as it is a label of the pods'],
  ],
])('Job %s %j', (place, value, expected) => {
  expect(problemsWith(JOB, place, value)).toEqual(expected);
});

const rule = (more: any) => ({ rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] }, ...more }] });

test.each([
  [rule({}), []],
  [
    rule({ onExitCodes: { containerName: 'api', operator: 'In', values: [1] } }),
    ['/spec/podFailurePolicy/rules/0/onExitCodes/containerName: is "api"; no container has the name'],
  ],
  [
    rule({ action: 'FailIndex' }),
    ['/spec/podFailurePolicy/rules/0/action: is "FailIndex"; backoffLimitPerIndex must be set'],
  ],
])('a policy for failed pods: %j', (policy, expected) => {
  expect(problemsWith(JOB, 'spec.podFailurePolicy', policy)).toEqual(expected);
});

test.each([
  ['metadata.name', 'a'.repeat(52), []],
  ['metadata.name', 'a'.repeat(53), ['/metadata/name: has 53 characters; at most 52 are allowed for a CronJob']],
  [
    'spec.schedule',
    'every day',
    ['/spec/schedule: is "every day"; must be a schedule such as "0 3 * * 1-5" or "@daily"'],
  ],
  [
    'spec.schedule',
    'TZ=UTC 0 3 * * *',
    ['/spec/schedule: is "TZ=UTC 0 3 * * *"; must not name a time zone; set timeZone'],
  ],
  ['spec.timeZone', 'Europe/Berlin', []],
  ['spec.timeZone', 'Europe/Berln', ['/spec/timeZone: is "Europe/Berln"; must be a time zone such as "Europe/Berlin"']],
  [
    'spec.concurrencyPolicy',
    'Deny',
    ['/spec/concurrencyPolicy: is "Deny"; must be one of "Allow", "Forbid", "Replace"'],
  ],
  [
    'spec.jobTemplate.spec.selector',
    { matchLabels: { a: 'b' } },
    ['/spec/jobTemplate/spec/selector: is set; must not be in a CronJob'],
  ],
  [
    'spec.jobTemplate.spec.manualSelector',
    true,
    ['/spec/jobTemplate/spec/manualSelector: is true; must not be in a CronJob'],
  ],
])('CronJob %s %j', (place, value, expected) => {
  expect(problemsWith(CRON_JOB, place, value)).toEqual(expected);
});

test('a time zone in the schedule was allowed until 1.28', () => {
  expect(problemsWith(CRON_JOB, 'spec.schedule', 'TZ=UTC 0 3 * * *', '1.28')).toEqual([]);
});
