import { bootstrapped, boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule as broadDelete } from '../rbac-broad-delete/rule';
import { rule } from './rule';

const write = (...verbs: string[]) => ({ apiGroups: [''], resources: ['secrets'], verbs });
const one = (...verbs: string[]) => ({ ...write(...verbs), resourceNames: ['tls'] });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  plus: [broadDelete],
  valid: {
    'secrets of another group': grant('role', { ...write('create'), apiGroups: ['example.com'] }),
    'a subresource of secrets, which does not exist': grant('role', { ...write('create'), resources: ['secrets/*'] }),
    'a verb in the wrong case': grant('role', write('Update')),
    '§4.7: two stars, which match nothing': grant('role', { ...write('create'), resources: ['*/*'] }),
    'create with resourceNames, which grants nothing': grant('role', one('create')),
    'deletecollection with resourceNames, which grants nothing': grant('role', one('deletecollection')),
    'roles of the API server': grant('clusterRole', write('update'), bootstrapped),
  },
  invalid: {
    create: { change: grant('role', write('create')), at: ROLE, mendedBy: 'none' },
    update: { change: grant('role', write('update')), at: ROLE },
    '§4.12: patch': { change: grant('role', write('patch')), at: ROLE },
    delete: { change: grant('role', write('delete')), at: ROLE, also: ['rbac-broad-delete'] },
    deletecollection: { change: grant('role', write('deletecollection')), at: ROLE, also: ['rbac-broad-delete'] },
    'in the whole cluster': { change: grant('clusterRole', write('create')), at: CLUSTER_ROLE },
    '§4.5: a ClusterRole bound in one namespace': {
      change: grant('clusterRole', write('create'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'not bound to a subject': { change: grant('role', write('create'), unbound), at: ROLE, severity: 'medium' },
    'update by name': { change: grant('role', one('update')), at: ROLE, severity: 'medium' },
    'delete by name': { change: grant('role', one('delete')), at: ROLE, severity: 'medium' },
    'a server-side apply by name, which creates': {
      change: grant('role', one('create', 'patch')),
      at: ROLE,
      severity: 'medium',
    },
    'an empty list of names': { change: grant('role', { ...write('create'), resourceNames: [] }), at: ROLE },
    'null names': { change: grant('role', { ...write('create'), resourceNames: null }), at: ROLE },
  },
});
