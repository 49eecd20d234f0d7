import { Manifest } from '../model/manifest';
import { containersAt } from './containers-at';

const container = (name: string) => ({ name, image: 'ghcr.io/acme/web:1.0.0' });
const containers = Array.from({ length: 11 }, (_, index) => container(`c${index}`));
const spec = { initContainers: [container('first')], containers };
const CRON_JOB = Manifest.fromJson({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { schedule: '@daily', jobTemplate: { spec: { template: { spec } } } },
});
const POD = '/spec/jobTemplate/spec/template/spec';

test.each([
  ['a field of a container', `${POD}/containers/0/securityContext/runAsUser`, ['c0']],
  ['the index of one begins as that of another', `${POD}/containers/10/image`, ['c10']],
  ['an init container', `${POD}/initContainers/0/image`, ['first']],
  ['the pod', `${POD}/securityContext/runAsUser`, []],
  ['the list', `${POD}/containers`, []],
  ['no such container', `${POD}/containers/11/image`, []],
  ['another object', '/spec/containers/0/image', []],
  ['the whole object', '', []],
])('%s', (_, pointer, names) => {
  expect(containersAt(CRON_JOB, pointer).map(({ name }) => name)).toEqual(names);
});
