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
    'baseline in a system namespace, where privileged passes as well': (world) =>
      addNamespace(world, 'kube-system', { [ENFORCE]: 'baseline' }),
    'baseline for warnings alone': ({ namespace }) => {
      namespace.metadata.labels['pod-security.kubernetes.io/warn'] = 'baseline';
    },
  },
  invalid: {
    baseline: {
      change: ({ namespace }) => {
        namespace.metadata.labels[ENFORCE] = 'baseline';
      },
      at: [PLACE],
      mendedBy: 'force',
    },
    'baseline, before the Windows exemptions': {
      version: '1.24',
      change: ({ namespace }) => {
        namespace.metadata.labels[ENFORCE] = 'baseline';
      },
      at: [PLACE],
      mendedBy: 'force',
    },
  },
});
