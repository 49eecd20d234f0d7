import { boundInOneNamespace, grant, RBAC_GROUP, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const write = (resource: string, ...verbs: string[]) => ({ apiGroups: [RBAC_GROUP], resources: [resource], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read and to delete': grant('clusterRole', write('clusterroles', 'get', 'list', 'watch', 'delete')),
    '§4.13: cluster roles in a Role, which grants nothing': grant('role', write('clusterroles', 'create', 'update')),
    'their bindings in a Role, which grants nothing': grant('role', write('clusterrolebindings', 'create')),
    'in another group': grant('clusterRole', { ...write('roles', 'create'), apiGroups: [''] }),
    '§4.11: create with resourceNames, which grants nothing': grant('role', {
      ...write('rolebindings', 'create'),
      resourceNames: ['web'],
    }),
    '§4.11: the guarded verbs on bindings, where the API server does not check them': grant(
      'role',
      write('rolebindings', 'bind', 'escalate'),
    ),
  },
  invalid: {
    ...Object.fromEntries(
      ['create', 'update', 'patch'].flatMap((verb) =>
        ['roles', 'rolebindings'].map((resource) => [
          `${verb} ${resource}`,
          { change: grant('role', write(resource, verb)), at: ROLE, mendedBy: 'none' as const },
        ]),
      ),
    ),
    'cluster roles': { change: grant('clusterRole', write('clusterroles', 'create')), at: CLUSTER_ROLE },
    'their bindings': { change: grant('clusterRole', write('clusterrolebindings', 'create')), at: CLUSTER_ROLE },
    'roles, bound in one namespace': {
      change: grant('clusterRole', write('roles', 'patch'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'not bound to a subject': { change: grant('role', write('roles', 'create'), unbound), at: ROLE },
    'one role': {
      change: grant('role', { ...write('roles', 'patch'), resourceNames: ['web'] }),
      at: ROLE,
      severity: 'low',
    },
  },
});
