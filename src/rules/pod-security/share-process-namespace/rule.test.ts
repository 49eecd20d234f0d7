import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    false: ({ spec }) => {
      spec.shareProcessNamespace = false;
    },
    null: ({ spec }) => {
      spec.shareProcessNamespace = null;
    },
  },
  invalid: {
    '§4.2: namespaces of the node, which other rules judge': {
      change: ({ spec }) => {
        spec.shareProcessNamespace = true;
      },
      at: ['/shareProcessNamespace'],
      mendedBy: 'force',
    },
    'with hostPID': {
      change: ({ spec }) => {
        spec.shareProcessNamespace = true;
        spec.hostPID = true;
      },
      at: ['/shareProcessNamespace'],
      also: ['host-pid'],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.shareProcessNamespace = true;
      },
      at: ['/shareProcessNamespace'],
      mendedBy: 'force',
    },
  },
});
