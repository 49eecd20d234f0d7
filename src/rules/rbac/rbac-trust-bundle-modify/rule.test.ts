import { boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const on = (resource: string, ...verbs: string[]) => ({
  apiGroups: ['certificates.k8s.io'],
  resources: [resource],
  verbs,
});
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read': grant('clusterRole', on('clustertrustbundles', 'get', 'list', 'watch')),
    'in a Role, which grants nothing': grant('role', on('clustertrustbundles', 'update')),
    'in another group': grant('clusterRole', { ...on('clustertrustbundles', 'update'), apiGroups: ['example.com'] }),
    'another verb on signers': grant('clusterRole', on('signers', 'get')),
    'bundles of trust-manager': grant('clusterRole', {
      ...on('bundles', 'update'),
      apiGroups: ['trust.cert-manager.io'],
    }),
  },
  invalid: {
    ...Object.fromEntries(
      ['create', 'update', 'patch', 'delete', 'deletecollection'].map((verb) => [
        `${verb} bundles`,
        {
          change: grant('clusterRole', on('clustertrustbundles', verb)),
          at: CLUSTER_ROLE,
          mendedBy: 'none' as const,
        },
      ]),
    ),
    'to attest for all signers': { change: grant('clusterRole', on('signers', 'attest')), at: CLUSTER_ROLE },
    'to attest for one signer': {
      change: grant('clusterRole', { ...on('signers', 'attest'), resourceNames: ['example.com/ca'] }),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'one bundle': {
      change: grant('clusterRole', { ...on('clustertrustbundles', 'patch'), resourceNames: ['example.com:ca:one'] }),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'bound in one namespace, which grants nothing': {
      change: grant('clusterRole', on('clustertrustbundles', 'update'), boundInOneNamespace),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'not bound to a subject': {
      change: grant('clusterRole', on('signers', 'attest'), unbound),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
  },
});
