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
    'the DNS policy ClusterFirstWithHostNet': ({ spec }) => {
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
    'with the host port that the API server would set': {
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
    'with hostProcess on the pod, which must be removed first': {
      windows: true,
      change: ({ spec }) => {
        spec.hostNetwork = true;
        spec.securityContext.windowsOptions = { hostProcess: true };
      },
      at: ['/hostNetwork'],
      also: ['host-network-bypasses-network-policy', 'windows-host-process'],
      mendedBy: 'force',
    },
    'with hostProcess on a container, which must be removed first': {
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
