import { Manifest } from '../../model/manifest';
import { holds, hostPathVolumes, overlap, pathSegments } from './host-path';

test.each([
  ['/', []],
  ['//', []],
  ['/./', []],
  ['/etc', ['etc']],
  ['/etc/', ['etc']],
  ['//etc//ssl/./certs', ['etc', 'ssl', 'certs']],
  ['/data/../etc', ['etc']],
  ['/../../etc', ['etc']],
  ['/var/run', ['run']],
  ['/var//run/docker.sock', ['run', 'docker.sock']],
  ['/var/./lib/../run/', ['run']],
  ['/var/running', ['var', 'running']],
  ['/data/var/run', ['data', 'var', 'run']],
  ['\\\\.\\pipe\\docker_engine', ['pipe', 'docker_engine']],
  ['//./pipe/docker_engine', ['pipe', 'docker_engine']],
  ['/a\\b', ['a\\b']],
])('the names on the way to %j', (path, names) => {
  expect(pathSegments(path)).toEqual(names);
});

test.each([
  ['/', '/etc', true, true],
  ['/etc', '/etc', true, true],
  ['/etc', '/etc/ssl', true, true],
  ['/etc/ssl', '/etc', false, true],
  ['/et', '/etc', false, false],
  ['/etcd', '/etc', false, false],
  ['/etc/ssh', '/etc/ssl', false, false],
  ['/Etc', '/etc', false, false],
  ['/home/ann', '/home/*/.aws', true, true],
  ['/home/ann/.aws/config', '/home/*/.aws', false, true],
  ['/home/ann/shop', '/home/*/.aws', false, false],
  ['/home/ann', '/home/*', true, true],
])('%s and %s: holds %s, overlap %s', (one, other, isHeld, isShared) => {
  expect(holds(pathSegments(one), pathSegments(other))).toBe(isHeld);
  expect(overlap(pathSegments(one), pathSegments(other))).toBe(isShared);
  expect(overlap(pathSegments(other), pathSegments(one))).toBe(isShared);
});

test('only volumes that name a path of the node are returned, with where it is written', () => {
  const volumes = [
    { name: 'cache', emptyDir: {} },
    { name: 'none', hostPath: null },
    { name: 'blank', hostPath: { path: '' } },
    { name: 'absent', hostPath: {} },
    { name: 'logs', hostPath: { path: '/var/log/', type: 'Directory' } },
    { hostPath: { path: '/' } },
  ];
  const template = { spec: { containers: [{ name: 'web' }], volumes } };
  const manifest = Manifest.fromJson({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } });
  expect(manifest.podTemplate && hostPathVolumes(manifest.podTemplate)).toEqual([
    {
      name: 'logs',
      path: '/var/log/',
      type: 'Directory',
      pointer: '/spec/template/spec/volumes/4/hostPath/path',
      segments: ['var', 'log'],
    },
    { name: '', path: '/', type: '', pointer: '/spec/template/spec/volumes/5/hostPath/path', segments: [] },
  ]);
});

test('a pod without volumes has none', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'web' }], volumes: null } };
  const { podTemplate } = Manifest.fromJson(pod);
  expect(podTemplate && hostPathVolumes(podTemplate)).toEqual([]);
});
