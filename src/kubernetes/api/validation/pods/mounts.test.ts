import { pod, problemsOf } from '../../../../../test/support/kubernetes';

const MOUNT = { name: 'data', mountPath: '/data' };
const problems = (volumes: any, container: any) =>
  problemsOf(pod({ volumes, containers: [{ name: 'web', image: 'web', ...container }] }));
const CLAIM = { name: 'data', persistentVolumeClaim: { claimName: 'data' } };
const AT = '/spec/containers/0';

test.each([
  [[CLAIM], { volumeMounts: [MOUNT] }, []],
  [[{ name: 'data' }], { volumeMounts: [MOUNT] }, []],
  [[], { volumeMounts: [MOUNT] }, [`${AT}/volumeMounts/0/name: is "data"; no volume has the name`]],
  [[CLAIM, CLAIM], {}, ['/spec/volumes/1/name: "data" is there twice; must be unique']],
  [
    [CLAIM],
    { volumeMounts: [MOUNT, MOUNT] },
    [`${AT}/volumeMounts/1/mountPath: "/data" is there twice; must be unique`],
  ],
  [[CLAIM], { volumeMounts: [{ name: 'data' }] }, [`${AT}/volumeMounts/0/mountPath: is missing; must be set`]],
  [
    [CLAIM],
    { volumeMounts: [{ ...MOUNT, subPath: '../etc' }] },
    [`${AT}/volumeMounts/0/subPath: is "../etc"; must be a relative path without ".."`],
  ],
  [
    [CLAIM],
    { volumeMounts: [{ ...MOUNT, subPath: 'a', subPathExpr: 'b' }] },
    [`${AT}/volumeMounts/0/subPathExpr: is set; must not be beside subPath`],
  ],
  [
    [CLAIM],
    { volumeMounts: [{ ...MOUNT, mountPropagation: 'Bidirectional' }] },
    [`${AT}/volumeMounts/0/mountPropagation: is "Bidirectional"; only a privileged container may have it`],
  ],
  [
    [CLAIM],
    { volumeMounts: [{ ...MOUNT, recursiveReadOnly: 'Enabled' }] },
    [`${AT}/volumeMounts/0/recursiveReadOnly: may be set only where readOnly is true`],
  ],
  [[CLAIM], { volumeDevices: [{ name: 'data', devicePath: '/dev/xvda' }] }, []],
  [
    [{ name: 'data', emptyDir: {} }],
    { volumeDevices: [{ name: 'data', devicePath: '/dev/xvda' }] },
    [`${AT}/volumeDevices/0/name: must be a volume with persistentVolumeClaim or ephemeral`],
  ],
])('volumes %j, container %j', (volumes, container, expected) => {
  expect(problems(volumes, container)).toEqual(expected);
});
