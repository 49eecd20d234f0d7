import { grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const proxy = (resource: string, ...verbs: string[]) => ({ apiGroups: [''], resources: [resource], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'verbs that are no method': grant('role', proxy('pods/proxy', 'list', 'watch', 'deletecollection', 'proxy')),
    'services and pods themselves': grant('role', { ...proxy('services', 'get'), resources: ['services', 'pods'] }),
    'a star after the slash, which matches nothing': grant('role', {
      ...proxy('pods/*', 'get'),
      resources: ['pods/*', 'services/*'],
    }),
    'in another group': grant('role', { ...proxy('services/proxy', 'get'), apiGroups: ['metrics.k8s.io'] }),
    'nodes in a Role, which grants nothing': grant('role', proxy('nodes/proxy', 'get')),
  },
  invalid: {
    ...Object.fromEntries(
      ['get', 'create', 'update', 'patch', 'delete'].flatMap((verb) =>
        ['pods/proxy', 'services/proxy'].map((resource) => [
          `${verb} ${resource}`,
          { change: grant('role', proxy(resource, verb)), at: ROLE, mendedBy: 'none' as const },
        ]),
      ),
    ),
    '§4.7: a star before the slash': {
      change: grant('role', proxy('*/proxy', 'get')),
      at: ROLE,
      also: ['rbac-wildcard-resource'],
    },
    'in the whole cluster': { change: grant('clusterRole', proxy('services/proxy', 'get')), at: CLUSTER_ROLE },
    'by name': {
      change: grant('role', { ...proxy('services/proxy', 'get'), resourceNames: ['https:web:8443'] }),
      at: ROLE,
      severity: 'low',
    },
    'not bound to a subject': { change: grant('role', proxy('pods/proxy', 'get'), unbound), at: ROLE },
  },
});
