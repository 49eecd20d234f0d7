import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const OPTIONS = 'securityContext/seLinuxOptions';

testRule(rule, {
  valid: {
    'a level, which is allowed': ({ spec }) => {
      spec.securityContext.seLinuxOptions = { level: 's0:c123,c456' };
    },
    '§4.21: no options, which the runtime sets': ({ spec }) => {
      spec.securityContext.seLinuxOptions = {};
    },
    '§4.25: empty values': ({ spec }) => {
      spec.containers[0].securityContext.seLinuxOptions = { type: '', user: '', role: null };
    },
    'a type of containers': {
      version: '1.30',
      change: ({ spec }) => {
        spec.securityContext.seLinuxOptions = { type: 'container_t' };
        spec.containers[0].securityContext.seLinuxOptions = { type: 'container_init_t' };
        spec.initContainers[0].securityContext.seLinuxOptions = { type: 'container_kvm_t' };
      },
    },
    '§4.25: the type of container engines, from 1.31': {
      version: '1.31',
      change: ({ spec }) => {
        spec.securityContext.seLinuxOptions = { type: 'container_engine_t' };
      },
    },
  },
  invalid: {
    'the type of container engines, before 1.31': {
      version: '1.30',
      change: ({ spec }) => {
        spec.securityContext.seLinuxOptions = { type: 'container_engine_t' };
      },
      at: [`/${OPTIONS}/type`],
      mendedBy: 'force',
    },
    'another type': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.seLinuxOptions = { type: 'spc_t', level: 's0' };
      },
      at: [`/containers/0/${OPTIONS}/type`],
      mendedBy: 'force',
    },
    'a type in the wrong case': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.seLinuxOptions = { type: 'Container_t' };
      },
      at: [`/containers/0/${OPTIONS}/type`],
      mendedBy: 'force',
    },
    'a user': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.seLinuxOptions = { user: 'system_u' };
      },
      at: [`/initContainers/0/${OPTIONS}/user`],
      mendedBy: 'force',
    },
    'a role': {
      change: ({ spec }) => {
        debug(spec).securityContext.seLinuxOptions = { role: 'system_r' };
      },
      at: [`/ephemeralContainers/0/${OPTIONS}/role`],
      mendedBy: 'force',
    },
    'all three on the pod, a valid type on each container': {
      change: ({ spec }) => {
        spec.securityContext.seLinuxOptions = { user: 'u', role: 'r', type: 't' };
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.seLinuxOptions = { type: 'container_t' };
      },
      at: [`/${OPTIONS}/user`, `/${OPTIONS}/role`, `/${OPTIONS}/type`],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.seLinuxOptions = { user: 'u', type: 't', level: 's0' };
      },
      at: [`/containers/0/${OPTIONS}/user`, `/containers/0/${OPTIONS}/type`],
      mendedBy: 'force',
    },
  },
});
