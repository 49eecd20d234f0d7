import { placesOf } from '../../../../test/support/findings';
import { RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const bound = (name: string, ...subjects: any[]) => {
  return ({ clusterRoleBinding }: World): void => {
    clusterRoleBinding.roleRef.name = name;
    if (subjects.length > 0) clusterRoleBinding.subjects = subjects;
  };
};
const user = (name: string) => ({ apiGroup: RBAC_GROUP, kind: 'User', name });
const group = (name: string) => ({ apiGroup: RBAC_GROUP, kind: 'Group', name });
const account = (name: string, namespace = 'kube-system') => ({ kind: 'ServiceAccount', name, namespace });
const SIGNERS = 'system:certificates.k8s.io';
const AT = ['ClusterRoleBinding /roleRef/name'];

testRule(rule, {
  valid: {
    'a role of the set': () => {},
    'a role for other subjects': bound('system:auth-delegator'),
    'a role for provisioners': bound('system:persistent-volume-provisioner'),
    'a role with a name with the same beginning': bound('system:nodes-view'),
    'a controller': bound('system:controller:job-controller', account('job-controller')),
    'the scheduler': bound('system:kube-scheduler', user('system:kube-scheduler')),
    'nodes that join': bound('system:node-bootstrapper', group('system:bootstrappers:kubeadm:default-node-token')),
    nodes: bound(`${SIGNERS}:certificatesigningrequests:selfnodeclient`, group('system:nodes')),
    'kube-proxy of kubeadm': bound('system:node-proxier', account('kube-proxy')),
    'a role of that name in the set': (world) => {
      world.clusterRole.metadata.name = 'system:controller:web';
      bound('system:controller:web')(world);
    },
  },
  invalid: {
    'the controller manager': { change: bound('system:kube-controller-manager'), at: AT, severity: 'critical' },
    'the scheduler of an account': { change: bound('system:kube-scheduler'), at: AT, severity: 'medium' },
    'DNS of an account': { change: bound('system:kube-dns'), at: AT, severity: 'medium' },
    'a controller of another account': { change: bound('system:controller:job-controller'), at: AT, mendedBy: 'none' },
    'a node': { change: bound('system:node'), at: AT },
    'nodes that join': { change: bound('system:node-bootstrapper', group('developers')), at: AT },
    'an approver': {
      change: bound(`${SIGNERS}:kube-apiserver-client-approver`, group('developers')),
      at: AT,
      severity: 'critical',
    },
    'in a namespace': {
      change: ({ roleBinding }) => {
        roleBinding.roleRef = { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: 'system:controller:job-controller' };
      },
      at: ['RoleBinding /roleRef/name'],
      severity: 'medium',
    },
  },
});

describe('owners', () => {
  const severityOf = (name: string, subject: any, kind = 'ClusterRoleBinding') =>
    placesOf(rule, [
      {
        apiVersion: `${RBAC_GROUP}/v1`,
        kind,
        metadata: { name: 'web', ...(kind === 'RoleBinding' && { namespace: 'kube-system' }) },
        roleRef: { apiGroup: RBAC_GROUP, kind: kind === 'RoleBinding' ? 'Role' : 'ClusterRole', name },
        subjects: [subject],
      },
    ]).map((place) => place.split(' ')[0])[0];

  test.each<[string, any, string | undefined]>([
    ['system:controller:clusterrole-aggregation-controller', account('web', 'shop'), 'critical'],
    ['system:controller:job-controller', account('job-controller', 'shop'), 'high'],
    ['system:controller:job-controller', account('cronjob-controller'), 'high'],
    ['system:controller:job-controller', user('job-controller'), 'high'],
    ['system:controller:glbc', user('system:controller:glbc'), undefined],
    ['system:kube-controller-manager', user('system:kube-controller-manager'), undefined],
    ['system:kube-controller-manager', group('system:kube-controller-manager'), 'critical'],
    ['system:kube-dns', account('kube-dns'), undefined],
    ['system:kube-router', account('kube-router'), undefined],
    ['system:kube-router', account('kube-router', 'shop'), 'high'],
    ['system:kubelet-api-admin', user('jane'), 'critical'],
    ['system:kubelet-api-admin', user('kube-apiserver'), undefined],
    ['system:node', group('system:nodes'), undefined],
    ['system:node', user('system:node:one'), 'high'],
    ['system:node-proxier', account('web', 'shop'), 'medium'],
    ['system:node-proxier', user('system:kube-proxy'), undefined],
    ['system:node-problem-detector', account('node-problem-detector', 'monitoring'), undefined],
    ['system:node-bootstrapper', group('system:bootstrappers'), undefined],
    ['system:node-bootstrapper', group('system:bootstrappers-of-web'), 'high'],
    [`${SIGNERS}:certificatesigningrequests:nodeclient`, group('system:authenticated'), undefined],
    [`${SIGNERS}:certificatesigningrequests:nodeclient`, group('system:bootstrappers:a:b'), undefined],
    [`${SIGNERS}:kubelet-serving-approver`, account('approver', 'shop'), 'high'],
    [`${SIGNERS}:legacy-unknown-approver`, group('developers'), 'high'],
    ['system:volume-scheduler', user('system:kube-scheduler'), undefined],
    ['system:discovery', group('developers'), undefined],
  ])('%s, bound to %j: %s', (name, subject, expected) => expect(severityOf(name, subject)).toBe(expected));

  test('Roles of the system namespace have owners too', () => {
    expect(severityOf('system:controller:token-cleaner', account('token-cleaner'), 'RoleBinding')).toBeUndefined();
    expect(severityOf('system:controller:token-cleaner', account('web', 'shop'), 'RoleBinding')).toBe('medium');
  });

  test('the message lists the other subjects alone', () => {
    const binding = {
      apiVersion: `${RBAC_GROUP}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'web' },
      roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: 'system:kube-dns' },
      subjects: [account('kube-dns'), account('web', 'shop')],
    };
    expect(placesOf(rule, [{ ...binding, subjects: [] }])).toEqual([]);
    expect(placesOf(rule, [{ ...binding, subjects: null }])).toEqual([]);
    expect(placesOf(rule, [binding])).toEqual(['medium ClusterRoleBinding /roleRef/name']);
  });
});
