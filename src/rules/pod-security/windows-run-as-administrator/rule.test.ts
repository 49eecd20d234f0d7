import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    unset: { windows: true, change: () => {} },
    'a regular user': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { runAsUserName: 'ContainerUser' };
      },
    },
    'an administrator on the pod, which no container inherits': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { runAsUserName: 'ContainerAdministrator' };
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.windowsOptions = { runAsUserName: 'ContainerUser' };
      },
    },
    'a user with the same prefix as an administrator': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { runAsUserName: 'ContainerAdministrators' };
      },
    },
  },
  invalid: {
    'on the pod': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { runAsUserName: 'ContainerAdministrator' };
      },
      at: ['/securityContext/windowsOptions/runAsUserName'],
      mendedBy: 'force',
    },
    'on a container, in upper case': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.windowsOptions = { runAsUserName: 'NT AUTHORITY\\SYSTEM' };
      },
      at: ['/containers/0/securityContext/windowsOptions/runAsUserName'],
      mendedBy: 'force',
    },
    'on the pod, one container with other Windows options': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { runAsUserName: 'nt authority\\network service' };
        spec.initContainers[0].securityContext.windowsOptions = { runAsUserName: 'ContainerUser' };
        spec.containers[0].securityContext.windowsOptions = { gmsaCredentialSpecName: 'web', runAsUserName: null };
      },
      at: ['/securityContext/windowsOptions/runAsUserName'],
      mendedBy: 'force',
    },
    'on an init container and on the pod': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { runAsUserName: 'ContainerAdministrator' };
        spec.initContainers[0].securityContext.windowsOptions = { runAsUserName: 'ContainerAdministrator' };
        spec.containers[0].securityContext.windowsOptions = { runAsUserName: 'ContainerUser' };
      },
      at: ['/initContainers/0/securityContext/windowsOptions/runAsUserName'],
      mendedBy: 'force',
    },
    'in a pod without os.name': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.windowsOptions = { runAsUserName: 'User Manager\\ContainerAdministrator' };
      },
      at: ['/containers/0/securityContext/windowsOptions/runAsUserName'],
      mendedBy: 'force',
    },
  },
});
