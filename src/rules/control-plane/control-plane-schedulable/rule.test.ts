import { file, nodeFile } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const KEY = 'node-role.kubernetes.io/control-plane';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'the taint of kubeadm': file(nodeFile('InitConfiguration', { nodeRegistration: {} })),
    'the taint among others': file(
      nodeFile('InitConfiguration', {
        nodeRegistration: {
          taints: [
            { key: 'gpu', effect: 'NoSchedule' },
            { key: KEY, effect: 'NoSchedule' },
          ],
        },
      }),
    ),
    'a worker without taints': file(nodeFile('JoinConfiguration', { nodeRegistration: { taints: [] } })),
  },
  invalid: {
    'an empty list': {
      change: file(nodeFile('InitConfiguration', { nodeRegistration: { taints: [] } })),
      at: ['InitConfiguration /nodeRegistration/taints'],
      mendedBy: 'none',
    },
    'another taint in its place': {
      change: file(
        nodeFile('InitConfiguration', { nodeRegistration: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }),
      ),
      at: ['InitConfiguration /nodeRegistration/taints'],
    },
    'a taint that only advises': {
      change: file(
        nodeFile('InitConfiguration', { nodeRegistration: { taints: [{ key: KEY, effect: 'PreferNoSchedule' }] } }),
      ),
      at: ['InitConfiguration /nodeRegistration/taints'],
    },
    'a further node of the control plane': {
      change: file(nodeFile('JoinConfiguration', { controlPlane: {}, nodeRegistration: { taints: [] } })),
      at: ['JoinConfiguration /nodeRegistration/taints'],
    },
  },
});
