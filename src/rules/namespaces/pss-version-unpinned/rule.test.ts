import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const VERSION = 'pod-security.kubernetes.io/enforce-version';
const PLACE = 'Namespace /metadata/labels/pod-security.kubernetes.io~1enforce-version';

const to = (version: unknown) => (world: World) => {
  world.namespace.metadata.labels[VERSION] = version;
};

testRule(rule, {
  valid: {
    'an older version': { change: to('v1.25'), also: ['pss-version-outdated'] },
    'the first version': { change: to('v1.0'), also: ['pss-version-outdated'] },
    'a version that is not known yet': to('v1.99'),
  },
  invalid: {
    absent: {
      change: ({ namespace }) => {
        delete namespace.metadata.labels[VERSION];
      },
      at: [PLACE],
      mendedBy: 'fill',
    },
    null: { change: to(null), at: [PLACE], mendedBy: 'fill' },
    latest: { change: to('latest'), at: [PLACE], mendedBy: 'force' },
    'latest in the wrong case': { change: to('Latest'), at: [PLACE], severity: 'medium', mendedBy: 'force' },
    'without the v': { change: to('1.30'), at: [PLACE], severity: 'medium', mendedBy: 'force' },
    'with a patch version': { change: to('v1.30.1'), at: [PLACE], severity: 'medium', mendedBy: 'force' },
    'with a leading zero': { change: to('v1.05'), at: [PLACE], severity: 'medium', mendedBy: 'force' },
    'of another major version': { change: to('v2.0'), at: [PLACE], severity: 'medium', mendedBy: 'force' },
    empty: { change: to(''), at: [PLACE], severity: 'medium', mendedBy: 'force' },
  },
});
