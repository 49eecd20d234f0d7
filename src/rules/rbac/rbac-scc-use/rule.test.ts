import { placesOf } from '../../../../test/support/findings';
import { grant, RBAC_GROUP, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const use = (resourceNames?: string[], rest: any = {}) => ({
  apiGroups: ['security.openshift.io'],
  resources: ['securitycontextconstraints'],
  verbs: ['use'],
  resourceNames,
  ...rest,
});
const binds = (name: string, kind = 'ClusterRole') => {
  return ({ roleBinding }: World): void => {
    roleBinding.roleRef = { apiGroup: RBAC_GROUP, kind, name };
  };
};
const ROLE = ['Role /rules/0/verbs'];

testRule(rule, {
  valid: {
    'restricted constraints': grant('role', use(['restricted-v2', 'nonroot-v2'])),
    'a name with the same beginning': grant('role', use(['privileged-web'])),
    'other verbs': grant('role', use(['privileged'], { verbs: ['get', 'list'] })),
    'another group': grant('role', use(['privileged'], { apiGroups: ['example.com'] })),
    'the role for restricted-v2': binds('system:openshift:scc:restricted-v2'),
    'a Role of such a name': binds('system:openshift:scc:privileged', 'Role'),
    'policies, which newer clusters do not have': grant('role', {
      ...use(['privileged']),
      apiGroups: ['policy'],
      resources: ['podsecuritypolicies'],
    }),
    'restricted policies, before 1.25': {
      version: '1.24',
      change: grant('role', { ...use(['restricted']), apiGroups: ['policy'], resources: ['podsecuritypolicies'] }),
    },
  },
  invalid: {
    privileged: { change: grant('role', use(['privileged'])), at: ROLE, mendedBy: 'none' },
    'one among others': { change: grant('role', use(['restricted-v2', 'anyuid'])), at: ROLE },
    'no names, which are all': { change: grant('role', use()), at: ROLE },
    'in the cluster': { change: grant('clusterRole', use(['hostaccess'])), at: ['ClusterRole /rules/0/verbs'] },
    'not bound to a subject': { change: grant('role', use(['anyuid']), unbound), at: ROLE, severity: 'medium' },
    'the role for privileged': { change: binds('system:openshift:scc:privileged'), at: ['RoleBinding /roleRef/name'] },
    'the role for anyuid, in the cluster': {
      change: ({ clusterRoleBinding }) => {
        clusterRoleBinding.roleRef.name = 'system:openshift:scc:anyuid';
      },
      at: ['ClusterRoleBinding /roleRef/name'],
    },
    'the role for privileged, to a part of the cluster': {
      change: (each) => {
        binds('system:openshift:scc:privileged')(each);
        each.roleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:masters' }];
      },
      at: ['RoleBinding /roleRef/name'],
      severity: 'medium',
      also: ['rbac-system-masters-binding'],
    },
    'policies before 1.25': {
      version: '1.24',
      change: grant('role', { ...use(), apiGroups: ['policy'], resources: ['podsecuritypolicies'] }),
      at: ROLE,
    },
    'policies by their first group': {
      version: '1.15',
      change: grant('role', { ...use(['privileged']), apiGroups: ['extensions'], resources: ['podsecuritypolicies'] }),
      at: ROLE,
    },
  },
});

describe('alone', () => {
  const judged = (each: any, metadata: any = { name: 'web' }) => {
    const fresh = world();
    fresh.clusterRole.metadata = metadata;
    fresh.clusterRole.rules = each;
    return placesOf(rule, objectsOf(fresh));
  };
  const FOUND = ['high ClusterRole /rules/0/verbs'];

  test.each<[string, any, string[]]>([
    ['every verb of the group', [use(undefined, { verbs: ['*'], resources: ['*'] })], FOUND],
    // most clusters have no such kind; other rules report the wildcard
    ['every group', [use(undefined, { verbs: ['*'], resources: ['*'], apiGroups: ['*'] })], []],
    ['§4.11: the name *', [use(['*'])], []],
    ['null', null, []],
  ])('%s', (_, rules, expected) => {
    expect(judged(rules)).toEqual(expected);
  });

  test('OpenShift’s own role is reported at its binding', () => {
    const metadata = { name: 'system:openshift:scc:privileged' };
    expect(judged([use(['privileged'])], metadata)).toEqual([]);
    expect(judged([use(['privileged', 'anyuid'])], metadata)).toEqual(['medium ClusterRole /rules/0/verbs']);
    expect(judged([use()], metadata)).toEqual(['medium ClusterRole /rules/0/verbs']);
  });

  test('the option lists the powerful constraints', () => {
    const fresh = world();
    grant('role', use(['ours']))(fresh);
    expect(placesOf(rule.withOptions({ powerfulConstraints: ['ours'] }), objectsOf(fresh))).toEqual([
      'high Role /rules/0/verbs',
    ]);
    grant('role', use(['privileged']))(fresh);
    expect(placesOf(rule.withOptions({ powerfulConstraints: ['ours'] }), objectsOf(fresh))).toEqual([]);
  });
});
