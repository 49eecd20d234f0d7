import { maySelect, surelySelects } from './controller-labels';
import { Manifest } from './manifest';

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } };
const workload = (apiVersion: string, kind: string, spec: any = {}, name: string | undefined = 'web') =>
  Manifest.fromJson({
    apiVersion,
    kind,
    metadata: name === '' ? { generateName: 'web-' } : { name },
    spec: kind === 'CronJob' ? { jobTemplate: { spec: { template, ...spec } } } : { template, ...spec },
  }).podTemplate as NonNullable<Manifest['podTemplate']>;

const PODS = {
  statefulSet: workload('apps/v1', 'StatefulSet', { replicas: 2 }),
  onlyOne: workload('apps/v1', 'StatefulSet', { ordinals: { start: 3 } }),
  deployment: workload('apps/v1', 'Deployment'),
  daemonSet: workload('apps/v1', 'DaemonSet'),
  replicaSet: workload('apps/v1', 'ReplicaSet'),
  job: workload('batch/v1', 'Job'),
  indexed: workload('batch/v1', 'Job', { completionMode: 'Indexed' }),
  generated: workload('batch/v1', 'Job', {}, ''),
  cronJob: workload('batch/v1', 'CronJob'),
  config: workload('apps.openshift.io/v1', 'DeploymentConfig'),
  knative: workload('serving.knative.dev/v1', 'Service'),
  volcano: workload('batch.example.com/v1', 'Custom'),
};
type Pod = keyof typeof PODS;

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const INDEX = 'apps.kubernetes.io/pod-index';
const JOB = 'batch.kubernetes.io/job-name';
const COMPLETION = 'batch.kubernetes.io/job-completion-index';
const one = (key: string, value: string) => ({ matchLabels: { app: 'web', [key]: value } });
const is = (key: string, operator: string, ...values: string[]) => ({ matchExpressions: [{ key, operator, values }] });

test.each<[Pod, any, 'none' | 'some' | 'all']>([
  ['statefulSet', one(POD_NAME, 'web-1'), 'some'],
  ['statefulSet', one(POD_NAME, 'db-1'), 'none'],
  ['statefulSet', one(POD_NAME, 'web-x'), 'none'],
  ['statefulSet', { matchLabels: { [POD_NAME]: 'web-1', app: 'db' } }, 'none'],
  ['statefulSet', is(POD_NAME, 'Exists'), 'all'],
  ['statefulSet', is(POD_NAME, 'DoesNotExist'), 'none'],
  ['statefulSet', is(POD_NAME, 'In', 'db-0', 'web-0'), 'some'],
  ['statefulSet', is(POD_NAME, 'NotIn', 'web-0'), 'some'],
  ['statefulSet', is(POD_NAME, 'NotIn', 'db-0'), 'all'],
  ['statefulSet', is(POD_NAME, 'Like', 'web-0'), 'none'],
  ['statefulSet', one(INDEX, '0'), 'some'],
  ['statefulSet', one(INDEX, 'first'), 'none'],
  ['statefulSet', one('controller-revision-hash', 'web-5d'), 'some'],
  ['statefulSet', one('pod-template-hash', '5d'), 'none'],
  ['onlyOne', one(POD_NAME, 'web-3'), 'all'],
  ['onlyOne', is(POD_NAME, 'NotIn', 'web-3'), 'none'],
  ['deployment', is('pod-template-hash', 'Exists'), 'all'],
  ['deployment', one(POD_NAME, 'web-0'), 'none'],
  ['deployment', is('job-name', 'DoesNotExist'), 'all'],
  ['daemonSet', one('pod-template-generation', '2'), 'some'],
  ['replicaSet', is('pod-template-hash', 'Exists'), 'none'],
  ['job', one(JOB, 'web'), 'all'],
  ['job', one('job-name', 'web'), 'all'],
  ['job', one('job-name', 'web-1'), 'none'],
  ['job', is('controller-uid', 'Exists'), 'all'],
  ['job', is(COMPLETION, 'Exists'), 'none'],
  ['indexed', is(COMPLETION, 'Exists'), 'all'],
  ['generated', one(JOB, 'web-x7k2p'), 'some'],
  ['cronJob', one(JOB, 'web-29384756'), 'some'],
  ['cronJob', one(JOB, 'web'), 'none'],
  ['config', one('deploymentconfig', 'web'), 'all'],
  ['config', one('deployment', 'web-4'), 'some'],
  ['knative', one('serving.knative.dev/service', 'web'), 'some'],
  ['knative', one('pod-template-hash', '5d'), 'some'],
  ['knative', is('pod-template-hash', 'Exists'), 'some'],
  ['knative', one('tier', 'front'), 'none'],
  ['knative', one('example.com/tier', 'front'), 'none'],
  ['volcano', one('example.com/job-name', 'web'), 'some'],
])('%s: of its pods, %j selects %s', (name, selector, expected) => {
  expect(maySelect(selector, PODS[name])).toBe(expected !== 'none');
  expect(surelySelects(selector, PODS[name])).toBe(expected === 'all');
});

test('a label that the template has counts as written', () => {
  const pod = Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', labels: { [POD_NAME]: 'web-0' } },
    spec: { containers: [{ name: 'web', image: 'web' }] },
  }).podTemplate as any;
  expect(surelySelects(one(POD_NAME, 'web-0'), pod)).toBe(false); // it has no label app
  expect(surelySelects({ matchLabels: { [POD_NAME]: 'web-0' } }, pod)).toBe(true);
  expect(maySelect({ matchLabels: { 'job-name': 'web-0' } }, pod)).toBe(false);
  expect(maySelect(undefined, pod)).toBe(false);
});
