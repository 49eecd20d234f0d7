import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'an empty list': ({ spec }) => {
      spec.hostAliases = [];
    },
    null: ({ spec }) => {
      spec.hostAliases = null;
    },
    'settings of DNS': ({ spec }) => {
      spec.dnsConfig = { searches: ['example.com'] };
    },
  },
  invalid: {
    'two, one without names': {
      change: ({ spec }) => {
        spec.hostAliases = [
          { ip: '10.0.0.7', hostnames: ['db.example.com', 'db'] },
          { ip: '10.0.0.8', hostnames: null },
        ];
      },
      at: ['/hostAliases/0', '/hostAliases/1'],
      mendedBy: 'none',
    },
    'without an address': {
      change: ({ spec }) => {
        spec.hostAliases = [{ hostnames: ['db'] }];
      },
      at: ['/hostAliases/0'],
      mendedBy: 'none',
    },
  },
});
