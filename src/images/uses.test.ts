import { Manifest } from '../model/manifest';
import { imageUsesOf, userOf } from './uses';

const spec = {
  initContainers: [{ name: 'setup', image: 'setup:1' }],
  containers: [{ name: 'web', image: 'web:1' }, { name: 'none' }, { name: 'empty', image: '' }],
  ephemeralContainers: [{ name: 'debug', image: 'debug:1' }],
  volumes: [
    { name: 'data', emptyDir: {} },
    { name: 'model', image: { reference: 'model:1', pullPolicy: 'Always' } },
    { name: 'bare', image: {} },
    { name: 'odd', image: { reference: 5 } },
  ],
};
const uses = (json: any) => imageUsesOf(Manifest.fromJson(json)).map((use) => [use.pointer, use.written, userOf(use)]);

test('every container and every image volume of a pod', () => {
  expect(uses({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec })).toEqual([
    ['/spec/initContainers/0/image', 'setup:1', 'container "setup"'],
    ['/spec/containers/0/image', 'web:1', 'container "web"'],
    ['/spec/ephemeralContainers/0/image', 'debug:1', 'container "debug"'],
    ['/spec/volumes/1/image/reference', 'model:1', 'volume "model"'],
    ['/spec/volumes/3/image/reference', '5', 'volume "odd"'],
  ]);
});

test.each([
  ['v1', 'ReplicationController', ['spec', 'template']],
  ['v1', 'PodTemplate', ['template']],
  ['apps/v1', 'Deployment', ['spec', 'template']],
  ['apps/v1', 'StatefulSet', ['spec', 'template']],
  ['apps/v1', 'DaemonSet', ['spec', 'template']],
  ['batch/v1', 'Job', ['spec', 'template']],
  ['batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['argoproj.io/v1alpha1', 'Rollout', ['spec', 'template']],
  ['acme.example/v1', 'Whatever', ['spec', 'template']],
])('of %s %s', (apiVersion, kind, path) => {
  const template: any = [...path].reverse().reduce<any>((value, key) => ({ [key]: value }), { spec });
  const found = uses({ apiVersion, kind, metadata: { name: 'x' }, ...template });
  expect(found).toHaveLength(5);
  expect(found[0]?.[0]).toBe(`/${path.join('/')}/spec/initContainers/0/image`);
});

test('none for an object without a pod', () => {
  expect(uses({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { image: 'web:1' } })).toEqual([]);
});
