import { boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const on = (resource: string, ...verbs: string[]) => ({ apiGroups: [''], resources: [resource], verbs });
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read': grant('clusterRole', on('persistentvolumes', 'get', 'list', 'watch')),
    '§4.13: in a Role, which grants nothing': grant('role', on('persistentvolumes', 'create')),
    'in another group': grant('clusterRole', { ...on('persistentvolumes', 'create'), apiGroups: ['example.com'] }),
    'a subresource': grant('clusterRole', on('persistentvolumes/status', 'create')),
    'create with resourceNames, which grants nothing': grant('clusterRole', {
      ...on('persistentvolumes', 'create'),
      resourceNames: ['web'],
    }),
    claims: grant('role', on('persistentvolumeclaims', 'create', 'update', 'patch')),
    'to delete': grant('clusterRole', on('persistentvolumes', 'delete')),
  },
  invalid: {
    ...Object.fromEntries(
      ['persistentvolumes'].flatMap((resource) =>
        ['create'].map((verb) => [
          `${verb} ${resource}`,
          { change: grant('clusterRole', on(resource, verb)), at: CLUSTER_ROLE, mendedBy: 'none' as const },
        ]),
      ),
    ),
    'one of them': {
      change: grant('clusterRole', { ...on('persistentvolumes', 'patch'), resourceNames: ['web'] }),
      at: CLUSTER_ROLE,
      severity: 'low',
    },
    'bound in one namespace, which grants nothing': {
      change: grant('clusterRole', on('persistentvolumes', 'create'), boundInOneNamespace),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'not bound to a subject': {
      change: grant('clusterRole', on('persistentvolumes', 'create'), unbound),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    update: { change: grant('clusterRole', on('persistentvolumes', 'update')), at: CLUSTER_ROLE, severity: 'medium' },
    patch: { change: grant('clusterRole', on('persistentvolumes', 'patch')), at: CLUSTER_ROLE, severity: 'medium' },
    'both, the worse of which counts': {
      change: grant('clusterRole', on('persistentvolumes', 'create', 'patch')),
      at: CLUSTER_ROLE,
    },
    'one that a server-side apply creates': {
      change: grant('clusterRole', { ...on('persistentvolumes', 'create', 'patch'), resourceNames: ['web'] }),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
  },
});
