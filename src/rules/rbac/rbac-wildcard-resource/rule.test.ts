import { grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const everyResource = { apiGroups: ['apps'], resources: ['*'], verbs: ['list'] };
const ROLE = ['Role /rules/0/resources'];

testRule(rule, {
  valid: {
    'resources by name': grant('role', { ...everyResource, resources: ['deployments', 'statefulsets'] }),
    'a star after the slash, which matches nothing': grant('role', { ...everyResource, resources: ['deployments/*'] }),
    'two stars, which match nothing': grant('role', { ...everyResource, resources: ['*/*'] }),
    'a star among the names, which is a name': grant('role', {
      ...everyResource,
      resources: ['deployments'],
      resourceNames: ['*'],
    }),
    'null resources': grant('clusterRole', { nonResourceURLs: ['/metrics'], verbs: ['get'], resources: null }),
  },
  invalid: {
    'in a Role': { change: grant('role', everyResource), at: ROLE, mendedBy: 'none' },
    'in a ClusterRole': { change: grant('clusterRole', everyResource), at: ['ClusterRole /rules/0/resources'] },
    'of the core group': {
      change: grant('role', { ...everyResource, apiGroups: [''] }),
      at: ROLE,
      also: ['rbac-secrets-read'],
    },
    'of all groups': {
      change: grant('role', { ...everyResource, apiGroups: ['*'], verbs: ['use'] }),
      at: ROLE,
      also: ['rbac-wildcard-api-group'],
    },
    'beside others': { change: grant('role', { ...everyResource, resources: ['deployments', '*'] }), at: ROLE },
    'one subresource of all': { change: grant('role', { ...everyResource, resources: ['*/scale'] }), at: ROLE },
    "all of an operator's own group": {
      change: grant('role', { ...everyResource, apiGroups: ['my.crd'] }),
      at: ROLE,
      severity: 'medium',
    },
    "an operator's own group and one of Kubernetes": {
      change: grant('role', { ...everyResource, apiGroups: ['my.crd', 'networking.k8s.io'] }),
      at: ROLE,
    },
    unbound: { change: grant('role', everyResource, unbound), at: ROLE, severity: 'medium' },
  },
});
