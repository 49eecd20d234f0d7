import { bootstrapped, boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const write = (verb: string, ...resourceNames: string[]) => ({
  apiGroups: [''],
  resources: ['configmaps'],
  verbs: [verb],
  ...(resourceNames.length > 0 ? { resourceNames } : {}),
});
/** Moves the Role and its binding to the system namespace. */
function inSystem(world: World): void {
  world.role.metadata.namespace = 'kube-system';
  world.roleBinding.metadata.namespace = 'kube-system';
}
/** Removes all bindings of the ClusterRole except a RoleBinding in the system namespace. */
function boundInSystem(world: World): void {
  boundInOneNamespace(world);
  world.clusterRoleBinding.metadata.namespace = 'kube-system';
}
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read': grant('role', { ...write('get'), verbs: ['get', 'list', 'watch'] }),
    'one by name': grant('role', write('update', 'settings')),
    'one by name in the whole cluster': grant('clusterRole', write('update', 'settings')),
    'one by name, in the namespace of the system': grant('role', write('update', 'settings'), inSystem),
    'the name of a trusted one elsewhere': grant('role', write('update', 'coredns')),
    'the name of a trusted one, bound elsewhere': grant('clusterRole', write('update', 'coredns'), boundInOneNamespace),
    'create of a trusted one with resourceNames, which grants nothing': grant(
      'clusterRole',
      write('create', 'aws-auth'),
    ),
    'a name that starts like a trusted one': grant('clusterRole', write('update', 'coredns-custom')),
    'in another group': grant('role', { ...write('update'), apiGroups: ['apps'] }),
    'roles of the API server': grant('clusterRole', write('update'), bootstrapped),
  },
  invalid: {
    ...Object.fromEntries(
      ['create', 'update', 'patch', 'delete', 'deletecollection'].map((verb) => [
        verb,
        { change: grant('role', write(verb)), at: ROLE, mendedBy: 'none' as const },
      ]),
    ),
    'an empty list of names': { change: grant('role', { ...write('update'), resourceNames: [] }), at: ROLE },
    'bound in one namespace': { change: grant('clusterRole', write('update'), boundInOneNamespace), at: CLUSTER_ROLE },
    'not bound to a subject': { change: grant('clusterRole', write('update'), unbound), at: CLUSTER_ROLE },
    'in the whole cluster, the system among it': {
      change: grant('clusterRole', write('update')),
      at: CLUSTER_ROLE,
      severity: 'critical',
    },
    'in the namespace of the system': {
      change: grant('role', write('patch'), inSystem),
      at: ROLE,
      severity: 'critical',
    },
    'bound in the namespace of the system': {
      change: grant('clusterRole', write('patch'), boundInSystem),
      at: CLUSTER_ROLE,
      severity: 'critical',
    },
    'bound there without subjects': {
      change: grant('clusterRole', write('patch'), (world) => {
        boundInSystem(world);
        world.clusterRoleBinding.subjects = null;
      }),
      at: CLUSTER_ROLE,
    },
    'a trusted one, in a Role without a namespace': {
      change: grant('role', write('update', 'aws-auth'), ({ role, roleBinding }) => {
        delete role.metadata.namespace;
        delete roleBinding.metadata.namespace;
      }),
      at: ROLE,
      severity: 'critical',
      also: ['default-namespace'],
    },
    'a trusted one, in a Role without a namespace, bound in that of the system': {
      change: grant('role', write('update', 'aws-auth'), ({ role, roleBinding }) => {
        delete role.metadata.namespace;
        roleBinding.metadata.namespace = 'kube-system';
      }),
      at: ROLE,
      severity: 'critical',
      also: ['default-namespace'],
    },
    'a trusted one, in the namespace of the system': {
      change: grant('role', write('update', 'settings', 'coredns'), inSystem),
      at: ROLE,
      severity: 'critical',
    },
    ...Object.fromEntries(
      ['aws-auth', 'coredns', 'kubeadm-config', 'extension-apiserver-authentication'].map((name) => [
        `${name}, in the whole cluster`,
        { change: grant('clusterRole', write('update', name)), at: CLUSTER_ROLE, severity: 'critical' },
      ]),
    ),
    'a trusted one, not bound to a subject': {
      change: grant('clusterRole', write('update', 'aws-auth'), unbound),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
  },
});
