import { findingsOf, placesOf } from '../../../../test/support/findings';
import { boundToPod, RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const PLACE = ['/serviceAccountName'];
const held = (each: World) => {
  boundToPod(each);
  each.spec.automountServiceAccountToken = true;
};
const may = (where: 'role' | 'clusterRole', verbs: string[], group: string, resources: string[], rest: any = {}) => {
  return (each: World): void => {
    held(each);
    each[where].rules.push({ verbs, apiGroups: [group], resources, ...rest });
  };
};
const all = (...changes: ((each: World) => void)[]) => {
  return (each: World): void => {
    for (const change of changes) change(each);
  };
};

testRule(rule, {
  valid: {
    'a powerful role, but no token': {
      change: all(may('clusterRole', ['create'], '', ['pods']), ({ spec }) => {
        spec.automountServiceAccountToken = false;
      }),
      also: ['rbac-workload-create', 'service-account-token-missing'],
    },
    'a token for another service': {
      change: all(may('clusterRole', ['create'], '', ['pods']), ({ spec }) => {
        spec.automountServiceAccountToken = false;
        const serviceAccountToken = { path: 'token', audience: 'vault' };
        spec.volumes = [{ name: 'token', projected: { sources: [{ serviceAccountToken }] } }];
      }),
      also: ['rbac-workload-create', 'service-account-token-missing'],
    },
  },
  invalid: {
    'creates pods in the cluster': {
      change: may('clusterRole', ['create'], '', ['pods']),
      at: PLACE,
      also: ['rbac-workload-create', 'service-account-token-automount'],
      mendedBy: 'none',
    },
    'creates pods in its namespace': {
      change: may('role', ['create'], 'apps', ['deployments']),
      at: PLACE,
      also: ['rbac-workload-create', 'service-account-token-automount'],
      severity: 'medium',
    },
    'through a projected token': {
      change: all(may('clusterRole', ['create'], '', ['pods']), ({ spec }) => {
        spec.automountServiceAccountToken = false;
        spec.volumes = [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }];
      }),
      at: PLACE,
      also: ['rbac-workload-create', 'service-account-token-volume'],
    },
    'through edit, which is not in the set': {
      change: all(held, ({ clusterRoleBinding }) => {
        clusterRoleBinding.roleRef.name = 'edit';
      }),
      at: PLACE,
      also: ['rbac-admin-edit-binding', 'service-account-token-automount'],
    },
  },
});

describe('paths', () => {
  const judged = (...changes: ((each: World) => void)[]) => {
    const fresh = world();
    for (const change of [held, ...changes]) change(fresh);
    return fresh;
  };
  const subject = (kind: string, name: string, rest: any = { apiGroup: RBAC_GROUP }) => {
    return ({ clusterRoleBinding }: World): void => {
      clusterRoleBinding.subjects = [{ kind, name, ...rest }];
    };
  };
  const powerful = may('clusterRole', ['create'], '', ['pods']);
  const inKubeSystem = (each: World) => {
    each.role.metadata.namespace = 'kube-system';
    each.roleBinding.metadata.namespace = 'kube-system';
  };
  const HIGH = ['high Pod /spec/serviceAccountName'];
  const MEDIUM = ['medium Pod /spec/serviceAccountName'];

  test.each<[string, ((each: World) => void)[], string[]]>([
    ['what the world has', [], []],
    ['reads all secrets in the cluster', [may('clusterRole', ['list'], '', ['secrets'])], HIGH],
    ['reads secrets in its namespace', [may('role', ['list'], '', ['secrets'])], []],
    ['reads secrets in kube-system', [may('role', ['list'], '', ['secrets']), inKubeSystem], HIGH],
    ['reads one secret', [may('clusterRole', ['get'], '', ['secrets'], { resourceNames: ['tls'] })], []],
    ['execs in its namespace', [may('role', ['create'], '', ['pods/exec'])], MEDIUM],
    ['§4.13: nodes/proxy in a Role', [may('role', ['get'], '', ['nodes/proxy'])], []],
    ['nodes/proxy in the cluster', [may('clusterRole', ['get'], '', ['nodes/proxy'])], HIGH],
    ['updates pods, which is a step more', [may('clusterRole', ['update'], '', ['pods'])], []],
    ['an unbound role', [powerful, (each) => Object.assign(each, { clusterRoleBinding: undefined })], []],
    ['a group of its namespace', [powerful, subject('Group', 'system:serviceaccounts:shop')], HIGH],
    ['the group of another namespace', [powerful, subject('Group', 'system:serviceaccounts:other')], []],
    ['all accounts', [powerful, subject('Group', 'system:serviceaccounts')], HIGH],
    ['all who log in', [powerful, subject('Group', 'system:authenticated')], HIGH],
    ['those who do not', [powerful, subject('Group', 'system:unauthenticated')], []],
    ['its user', [powerful, subject('User', 'system:serviceaccount:shop:web')], HIGH],
    ['another account', [powerful, subject('ServiceAccount', 'other', { namespace: 'shop' })], []],
    ['an account of that name elsewhere', [powerful, subject('ServiceAccount', 'web', { namespace: 'other' })], []],
    ['a user with the group’s name', [powerful, subject('User', 'system:serviceaccounts')], []],
    [
      'null subjects',
      [powerful, ({ clusterRoleBinding }) => Object.assign(clusterRoleBinding, { subjects: null })],
      [],
    ],
    [
      'a ClusterRoleBinding to a Role, which is refused',
      [
        may('role', ['create'], '', ['pods']),
        (each) => {
          each.roleBinding = undefined;
          each.clusterRoleBinding.roleRef.kind = 'Role';
        },
      ],
      [],
    ],
    ['view', [({ clusterRoleBinding }) => Object.assign(clusterRoleBinding.roleRef, { name: 'view' })], []],
  ])('%s', (_, changes, expected) => {
    expect(placesOf(rule, objectsOf(judged(...changes)))).toEqual(expected);
  });

  const message = (...changes: ((each: World) => void)[]) =>
    findingsOf(rule, objectsOf(judged(...changes))).map((finding) => finding.message);

  test('names each step', () => {
    expect(message(powerful)).toEqual([
      'pod holds a token that can create pods in the cluster (service account "web" → ClusterRoleBinding "web" → ClusterRole "web", rule 1); bind a role that lists the needed permissions',
    ]);
    expect(message(may('role', ['escalate'], RBAC_GROUP, ['roles']))).toEqual([
      'pod holds a token that can write roles with any permission in namespace "shop" (service account "web" → RoleBinding "web" → Role "web", rule 1); bind a role that lists the needed permissions',
    ]);
    expect(message(may('clusterRole', ['*'], '*', ['*']))).toEqual([
      expect.stringContaining('can do everything in the cluster ('),
    ]);
  });

  test('the widest path is named', () => {
    const [both] = message(may('role', ['create'], '', ['pods']), may('clusterRole', ['get'], '', ['nodes/proxy']));
    expect(both).toContain('can run commands on nodes in the cluster');
  });

  test('through aggregation', () => {
    const [found] = message(powerful, ({ clusterRole, clusterRoleBinding, others }) => {
      clusterRole.metadata.labels = { 'aggregate-to': 'all' };
      const clusterRoleSelectors = [{ matchLabels: { 'aggregate-to': 'all' } }];
      others.push({ ...clusterRole, metadata: { name: 'all' }, rules: [], aggregationRule: { clusterRoleSelectors } });
      clusterRoleBinding.roleRef.name = 'all';
    });
    expect(found).toContain('ClusterRole "all", rule 1 of ClusterRole "web")');
  });

  test('a pod without a namespace belongs to an account of that name in any, except "default"', () => {
    const objects = objectsOf(judged(powerful)).map((each) =>
      each.kind === 'Pod' ? { ...each, metadata: { name: 'web' } } : each,
    );
    expect(placesOf(rule, objects)).toEqual(HIGH);
    const subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }];
    const ofDefault = objects.map((each) => {
      if (each.kind === 'Pod') return { ...each, spec: { ...each.spec, serviceAccountName: 'default' } };
      return each.subjects ? { ...each, subjects } : each;
    });
    expect(placesOf(rule, ofDefault)).toEqual([]);
  });

  test('exec by get until 1.34', () => {
    const objects = objectsOf(judged(may('clusterRole', ['get'], '', ['pods/exec'])));
    expect(placesOf(rule, objects, '1.34')).toEqual(HIGH);
    expect(placesOf(rule, objects, '1.35')).toEqual([]);
  });
});
