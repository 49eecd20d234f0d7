import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const FIELD = 'securityContext/windowsOptions/hostProcess';

testRule(rule, {
  valid: {
    false: {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { hostProcess: false };
      },
    },
    null: {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.windowsOptions = { hostProcess: null };
      },
    },
    'another option': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.windowsOptions = { runAsUserName: 'ContainerUser' };
      },
    },
    'null for the options': ({ spec }) => {
      spec.securityContext.windowsOptions = null;
    },
  },
  invalid: {
    'on the pod': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { hostProcess: true };
      },
      at: [`/${FIELD}`],
      mendedBy: 'force',
    },
    'on a container': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.windowsOptions = { hostProcess: true };
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      windows: true,
      change: ({ spec }) => {
        debug(spec).securityContext.windowsOptions = { hostProcess: true };
      },
      at: [`/ephemeralContainers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'on the pod, false on each container': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.windowsOptions = { hostProcess: true };
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.windowsOptions = { hostProcess: false };
      },
      at: [`/${FIELD}`],
      mendedBy: 'force',
    },
    'as the API server accepts it': {
      windows: true,
      change: ({ spec }) => {
        spec.hostNetwork = true;
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.windowsOptions = { hostProcess: true };
      },
      at: [`/containers/0/${FIELD}`, `/initContainers/0/${FIELD}`],
      also: ['host-network', 'host-network-bypasses-network-policy'],
      mendedBy: 'force',
    },
    'on a pod without os.name': {
      version: '1.0',
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.windowsOptions = { hostProcess: true };
      },
      at: [`/initContainers/0/${FIELD}`],
      mendedBy: 'force',
      also: ['unknown-field'],
    },
  },
});
