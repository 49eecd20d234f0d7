import { bootstrapped, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule as namespaceModify } from '../rbac-namespace-modify/rule';
import { rule as networkModify } from '../rbac-network-modify/rule';
import { rule as secretsModify } from '../rbac-secrets-modify/rule';
import { rule } from './rule';

const remove = (group: string, resource: string, verb = 'delete') => ({
  apiGroups: [group],
  resources: [resource],
  verbs: [verb],
});
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

const KINDS: readonly (readonly [group: string, resource: string, also?: string])[] = [
  ['', 'secrets', 'rbac-secrets-modify'],
  ['', 'pods'],
  ['', 'services', 'rbac-network-modify'],
  ['', 'persistentvolumeclaims'],
  ['', 'replicationcontrollers'],
  ['apps', 'deployments'],
  ['apps', 'replicasets'],
  ['apps', 'daemonsets'],
  ['apps', 'statefulsets'],
  ['batch', 'jobs'],
  ['batch', 'cronjobs'],
];

testRule(rule, {
  plus: [secretsModify, networkModify, namespaceModify],
  valid: {
    'to read': grant('role', remove('apps', 'deployments', 'list')),
    'one by name': grant('role', { ...remove('apps', 'deployments'), resourceNames: ['web'] }),
    'what holds nothing': grant('role', remove('coordination.k8s.io', 'leases')),
    'the eviction of pods': grant('role', remove('', 'pods/eviction', 'create')),
    'the right name in another group': grant('role', remove('apps', 'pods')),
    'many namespaces, which does not exist': grant('clusterRole', remove('', 'namespaces', 'deletecollection')),
    'roles of the API server': grant('clusterRole', remove('', 'pods'), bootstrapped),
  },
  invalid: {
    ...Object.fromEntries(
      KINDS.flatMap(([group, resource, also]) =>
        [['delete', 'low'] as const, ['deletecollection', 'medium'] as const].map(([verb, severity]) => [
          `${verb} ${resource}`,
          { change: grant('role', remove(group, resource, verb)), at: ROLE, severity, also: also ? [also] : [] },
        ]),
      ),
    ),
    'the whole namespace': {
      change: grant('role', remove('', 'namespaces')),
      at: ROLE,
      also: ['rbac-namespace-modify'],
      mendedBy: 'none',
    },
    namespaces: {
      change: grant('clusterRole', remove('', 'namespaces')),
      at: CLUSTER_ROLE,
      also: ['rbac-namespace-modify'],
    },
    'one and many, the worse of which counts': {
      change: grant('role', { ...remove('batch', 'jobs'), verbs: ['delete', 'deletecollection'] }),
      at: ROLE,
      severity: 'medium',
    },
    'not bound to a subject': { change: grant('role', remove('batch', 'jobs'), unbound), at: ROLE },
    'in the whole cluster': { change: grant('clusterRole', remove('batch', 'jobs')), at: CLUSTER_ROLE },
  },
});
