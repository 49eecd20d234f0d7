import { bootstrapped, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const everyGroup = { apiGroups: ['*'], resources: ['widgets'], verbs: ['list'] };
const AT = ['Role /rules/0/apiGroups'];

testRule(rule, {
  valid: {
    'groups by name': grant('role', { ...everyGroup, apiGroups: ['', 'apps', 'my.crd'] }),
    'a star that is part of a name': grant('role', { ...everyGroup, apiGroups: ['*.example.com'] }),
    'no group': grant('role', { ...everyGroup, apiGroups: [] }),
    'null groups': grant('role', { ...everyGroup, apiGroups: null }),
    'no resources, so that the groups are of nothing': grant('role', { ...everyGroup, resources: [] }),
    'null resources': grant('clusterRole', { ...everyGroup, nonResourceURLs: ['/metrics'], resources: null }),
    'roles of the API server': grant('clusterRole', everyGroup, bootstrapped),
  },
  invalid: {
    'in a Role': { change: grant('role', everyGroup), at: AT, mendedBy: 'none' },
    'in a ClusterRole': { change: grant('clusterRole', everyGroup), at: ['ClusterRole /rules/0/apiGroups'] },
    'beside others': { change: grant('role', { ...everyGroup, apiGroups: ['apps', '*'] }), at: AT },
    'for some objects': { change: grant('role', { ...everyGroup, resourceNames: ['web'] }), at: AT },
    unbound: { change: grant('role', everyGroup, unbound), at: AT },
    'in the second rule': {
      change: ({ role }) => {
        role.rules.push(everyGroup);
      },
      at: ['Role /rules/1/apiGroups'],
    },
    'with every resource': {
      change: grant('role', { ...everyGroup, resources: ['*'], verbs: ['use'] }),
      at: AT,
      also: ['rbac-wildcard-resource'],
    },
  },
});
