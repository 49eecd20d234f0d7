import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const constraints = (change: any, apiVersion = 'security.openshift.io/v1') => {
  return ({ others }: World): void => {
    others.push({
      apiVersion,
      kind: 'SecurityContextConstraints',
      metadata: { name: 'agents' },
      allowPrivilegedContainer: false,
      allowHostPID: false,
      allowHostIPC: false,
      allowHostDirVolumePlugin: false,
      allowHostNetwork: false,
      allowHostPorts: false,
      allowedCapabilities: ['NET_BIND_SERVICE'],
      runAsUser: { type: 'MustRunAsRange' },
      ...change,
    });
  };
};
const at = (pointer: string) => [`SecurityContextConstraints ${pointer}`];

testRule(rule, {
  valid: {
    'only safe values': constraints({}),
    'fields that are absent': constraints({ allowPrivilegedContainer: undefined, runAsUser: undefined }),
    'fields that are null': constraints({
      allowPrivilegedContainer: null,
      allowHostPID: null,
      allowedCapabilities: null,
      runAsUser: null,
    }),
    'fields of another type': constraints({ allowPrivilegedContainer: 'true', allowedCapabilities: '*', runAsUser: 3 }),
    'a non-root strategy': constraints({ runAsUser: { type: 'MustRunAsNonRoot' } }),
    'another kind of that name': constraints({ allowPrivilegedContainer: true }, 'example.com/v1'),
  },
  invalid: {
    'privileged containers': {
      change: constraints({ allowPrivilegedContainer: true }),
      at: at('/allowPrivilegedContainer'),
      mendedBy: 'force',
    },
    'in the first group of OpenShift': {
      change: constraints({ allowPrivilegedContainer: true }, 'v1'),
      at: at('/allowPrivilegedContainer'),
    },
    hostPID: { change: constraints({ allowHostPID: true }), at: at('/allowHostPID') },
    hostIPC: { change: constraints({ allowHostIPC: true }), at: at('/allowHostIPC') },
    hostPath: { change: constraints({ allowHostDirVolumePlugin: true }), at: at('/allowHostDirVolumePlugin') },
    hostNetwork: {
      change: constraints({ allowHostNetwork: true }),
      at: at('/allowHostNetwork'),
      severity: 'medium',
    },
    hostPort: { change: constraints({ allowHostPorts: true }), at: at('/allowHostPorts'), severity: 'low' },
    'every capability': {
      change: constraints({ allowedCapabilities: ['NET_BIND_SERVICE', '*'] }),
      at: at('/allowedCapabilities/1'),
      mendedBy: 'none',
    },
    RunAsAny: {
      change: constraints({ runAsUser: { type: 'RunAsAny' } }),
      at: at('/runAsUser/type'),
      severity: 'medium',
      mendedBy: 'none',
    },
  },
});
