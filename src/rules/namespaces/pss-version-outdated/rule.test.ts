import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const LABEL = 'pod-security.kubernetes.io/enforce';
const at = ['Namespace /metadata/labels/pod-security.kubernetes.io~1enforce-version'];
const to =
  (version: unknown, level = 'restricted') =>
  ({ namespace }: World) => {
    Object.assign(namespace.metadata.labels, { [LABEL]: level, [`${LABEL}-version`]: version });
  };

testRule(rule, {
  valid: {
    'the oldest supported version': to('v1.35'),
    'a version that is not known yet': to('v1.99'),
    latest: to('latest'),
    'no version': to(null),
    'not a version': to('1.24'),
    'a level that enforces nothing': { change: to('v1.24', 'privileged'), also: ['pss-enforce-privileged'] },
    'the version of an older cluster': { version: '1.30', change: to('v1.30') },
    'old versions of warnings': ({ namespace }) => {
      Object.assign(namespace.metadata.labels, {
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/warn-version': 'v1.24',
      });
    },
  },
  invalid: {
    'one version too old': { change: to('v1.34'), at, mendedBy: 'force' },
    'an old version': { change: to('v1.24'), at, mendedBy: 'force' },
    'the first version': { change: to('v1.0'), at },
    'of baseline': { change: to('v1.25', 'baseline'), at, also: ['pss-enforce-not-restricted'] },
    'older than an older cluster': { version: '1.30', change: to('v1.29'), at, mendedBy: 'force' },
  },
});
