import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['../metadata/labels'];
const NAME = 'app.kubernetes.io/name';
const INSTANCE = 'app.kubernetes.io/instance';
const labels =
  (more: any) =>
  ({ podMetadata }: World): void => {
    Object.assign(podMetadata.labels, more);
  };

testRule(rule, {
  valid: {
    'both labels': labels({ [NAME]: 'web', [INSTANCE]: 'web-eu' }),
    'more labels': labels({ [NAME]: 'web', [INSTANCE]: 'web-eu', 'app.kubernetes.io/part-of': 'shop' }),
  },
  invalid: {
    neither: { change: () => {}, at, mendedBy: 'none' },
    'the first alone': { change: labels({ [NAME]: 'web' }), at },
    'the second alone': { change: labels({ [INSTANCE]: 'web-eu' }), at },
    'an empty value': { change: labels({ [NAME]: 'web', [INSTANCE]: '' }), at },
    'null for a value': { change: labels({ [NAME]: 'web', [INSTANCE]: null }), at },
    'the same keys without the prefix': { change: labels({ name: 'web', instance: 'web-eu' }), at },
  },
});

testRule(rule, {
  options: { labels: ['team', 'constructor'] },
  valid: { 'the labels that the option requires': labels({ team: 'web', constructor: 'a' }) },
  invalid: {
    'a key that every JavaScript object inherits': { change: labels({ team: 'web' }), at },
    'other labels than the option requires': { change: labels({ [NAME]: 'web', [INSTANCE]: 'web-eu' }), at },
  },
});
