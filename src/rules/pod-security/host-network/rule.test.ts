import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    false: ({ spec }) => {
      spec.hostNetwork = false;
    },
    null: ({ spec }) => {
      spec.hostNetwork = null;
    },
    'the DNS policy that goes with it': ({ spec }) => {
      spec.dnsPolicy = 'ClusterFirstWithHostNet';
    },
  },
  invalid: {
    true: {
      change: ({ spec }) => {
        spec.hostNetwork = true;
      },
      at: ['/hostNetwork'],
      mendedBy: 'force',
      also: ['host-network-bypasses-network-policy'],
    },
    'with the port of the node that the API server would fill in': {
      change: ({ spec }) => {
        spec.hostNetwork = true;
        spec.containers[0].ports = [{ containerPort: 8080, hostPort: 8080 }];
      },
      at: ['/hostNetwork'],
      also: ['host-network-bypasses-network-policy', 'host-port'],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.hostNetwork = true;
      },
      at: ['/hostNetwork'],
      mendedBy: 'force',
      also: ['host-network-bypasses-network-policy'],
    },
    'beside a host process of the pod, which must go first': {
      windows: true,
      change: ({ spec }) => {
        spec.hostNetwork = true;
        spec.securityContext.windowsOptions = { hostProcess: true };
      },
      at: ['/hostNetwork'],
      also: ['host-network-bypasses-network-policy', 'windows-host-process'],
      mendedBy: 'force',
    },
    'beside a host process of a container, which must go first': {
      windows: true,
      change: ({ spec }) => {
        spec.hostNetwork = true;
        spec.containers[0].securityContext.windowsOptions = { hostProcess: true };
      },
      at: ['/hostNetwork'],
      also: ['host-network-bypasses-network-policy', 'windows-host-process'],
      mendedBy: 'force',
    },
  },
});
