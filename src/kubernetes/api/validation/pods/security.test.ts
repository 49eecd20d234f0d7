import { pod, problemsOf, problemsWith } from '../../../../../test/support/kubernetes';

const AT = '/spec/containers/0/securityContext';

test.each([
  [{ runAsUser: 0 }, []],
  [{ runAsUser: -1 }, [`${AT}/runAsUser: is -1; must be 0 to 2147483647`]],
  [{ runAsUser: 2147483648 }, [`${AT}/runAsUser: is 2147483648; must be 0 to 2147483647`]],
  [{ runAsUser: '1000' }, [`${AT}/runAsUser: is the string "1000"; must be an integer`]],
  [{ privileged: 'true' }, [`${AT}/privileged: is the string "true"; must be a boolean`]],
  [{ capabilities: { drop: 'ALL' } }, [`${AT}/capabilities/drop: is the string "ALL"; must be a list`]],
  [
    { privileged: true, allowPrivilegeEscalation: false },
    [`${AT}/allowPrivilegeEscalation: is false; must not be where privileged is true`],
  ],
  [{ seccompProfile: { type: 'RuntimeDefault' } }, []],
  [{ seccompProfile: {} }, [`${AT}/seccompProfile/type: is missing; must be set`]],
  [
    { seccompProfile: { type: 'runtime/default' } },
    [`${AT}/seccompProfile/type: is "runtime/default"; must be one of "Localhost", "RuntimeDefault", "Unconfined"`],
  ],
  [
    { seccompProfile: { type: 'Localhost' } },
    [`${AT}/seccompProfile/localhostProfile: is missing; must be set with the type "Localhost"`],
  ],
  [
    { appArmorProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } },
    [`${AT}/appArmorProfile/localhostProfile: is set; may be set only with the type "Localhost"`],
  ],
])('a container with %j', (context, expected) => {
  expect(problemsWith(pod(), 'spec.containers.0.securityContext', context)).toEqual(expected);
});

test.each([
  [{ supplementalGroups: [0, 1] }, []],
  [{ supplementalGroups: [-1] }, ['/spec/securityContext/supplementalGroups/0: is -1; must be 0 to 2147483647']],
  [{ sysctls: [{ name: 'net.core.somaxconn', value: '1' }] }, []],
  [
    {
      sysctls: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    },
    ['/spec/securityContext/sysctls/1/name: "a" is there twice; must be unique'],
  ],
  [
    { fsGroupChangePolicy: 'Never' },
    ['/spec/securityContext/fsGroupChangePolicy: is "Never"; must be one of "Always", "OnRootMismatch"'],
  ],
])('a pod with %j', (context, expected) => {
  expect(problemsWith(pod(), 'spec.securityContext', context)).toEqual(expected);
});

test.each([
  [{ os: { name: 'windows' } }, []],
  [{ os: { name: 'Windows' } }, ['/spec/os/name: is "Windows"; must be one of "linux", "windows"']],
  [
    { os: { name: 'windows' }, securityContext: { runAsUser: 1 } },
    ['/spec/securityContext/runAsUser: is set; must not be on Windows'],
  ],
  [
    { os: { name: 'linux' }, securityContext: { windowsOptions: {} } },
    ['/spec/securityContext/windowsOptions: is set; must not be on Linux'],
  ],
  [
    { securityContext: { windowsOptions: { hostProcess: true } } },
    ['/spec/hostNetwork: must be true where containers are hostProcess'],
  ],
])('an operating system: %j', (spec, expected) => {
  expect(problemsOf(pod(spec))).toEqual(expected);
});
