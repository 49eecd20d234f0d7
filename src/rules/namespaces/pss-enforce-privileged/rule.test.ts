import { addNamespace } from '../../../../test/support/add-namespace';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const PLACE = 'Namespace /metadata/labels/pod-security.kubernetes.io~1enforce';

testRule(rule, {
  valid: {
    restricted: ({ namespace }) => {
      namespace.metadata.labels[ENFORCE] = 'restricted';
    },
    'privileged in a system namespace': (world) => addNamespace(world, 'kube-system', { [ENFORCE]: 'privileged' }),
    'privileged in another system namespace': (world) =>
      addNamespace(world, 'kube-node-lease', { [ENFORCE]: 'privileged' }),
    'privileged for audit alone': ({ namespace }) => {
      namespace.metadata.labels['pod-security.kubernetes.io/audit'] = 'privileged';
    },
  },
  invalid: {
    privileged: {
      change: ({ namespace }) => {
        namespace.metadata.labels[ENFORCE] = 'privileged';
      },
      at: [PLACE],
      mendedBy: 'force',
    },
    'privileged in default': {
      change: (world) => addNamespace(world, 'default', { [ENFORCE]: 'privileged' }),
      at: [PLACE],
      also: ['default-namespace'],
      mendedBy: 'force',
    },
    'privileged in a namespace with a name like a system namespace': {
      change: (world) => addNamespace(world, 'kube-system-tools', { [ENFORCE]: 'privileged' }),
      at: [PLACE],
      mendedBy: 'force',
    },
  },
});
