import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    false: ({ spec }) => {
      spec.enableServiceLinks = false;
    },
    'false, on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.enableServiceLinks = false;
      },
    },
  },
  invalid: {
    absent: { change: () => {}, at: ['/enableServiceLinks'], mendedBy: 'fill' },
    null: {
      change: ({ spec }) => {
        spec.enableServiceLinks = null;
      },
      at: ['/enableServiceLinks'],
      mendedBy: 'fill',
    },
    true: {
      change: ({ spec }) => {
        spec.enableServiceLinks = true;
      },
      at: ['/enableServiceLinks'],
      mendedBy: 'force',
    },
    'absent, on Windows': { windows: true, change: () => {}, at: ['/enableServiceLinks'], mendedBy: 'fill' },
  },
});
