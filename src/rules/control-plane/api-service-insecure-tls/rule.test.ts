import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const apiService = (spec: any, apiVersion = 'apiregistration.k8s.io/v1') => {
  return ({ others }: World): void => {
    others.push({
      apiVersion,
      kind: 'APIService',
      metadata: { name: 'v1.example.com' },
      spec: {
        ...{ group: 'example.com', version: 'v1', groupPriorityMinimum: 100, versionPriority: 100 },
        service: { name: 'web', namespace: 'shop' },
        ...spec,
      },
    });
  };
};

testRule(rule, {
  valid: {
    'a certificate authority': apiService({ caBundle: 'Q0E=' }),
    'the default, which verifies': apiService({}),
    'false, which verifies': apiService({ insecureSkipTLSVerify: false }),
    'null, which verifies': apiService({ insecureSkipTLSVerify: null }),
    'a group of the API server itself': apiService({ service: null }),
    'another group': apiService({ insecureSkipTLSVerify: true }, 'example.com/v1'),
  },
  invalid: {
    'no verification': {
      change: apiService({ insecureSkipTLSVerify: true }),
      at: ['APIService /spec/insecureSkipTLSVerify'],
      mendedBy: 'none',
    },
  },
});
