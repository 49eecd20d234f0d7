import { findingsOf, placesOf } from '../../../../test/support/findings';
import { RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const WEB = { kind: 'ServiceAccount', name: 'web', namespace: 'shop' };
const at = ['/serviceAccountName'];

/** Makes a binding name the account of the pod. */
const bound = (where: 'roleBinding' | 'clusterRoleBinding', subject: object = WEB) => {
  return (each: World): void => {
    each[where].subjects = [subject];
  };
};
const all = (...changes: ((each: World) => void)[]) => {
  return (each: World): void => {
    for (const change of changes) change(each);
  };
};
const projected = (serviceAccountToken: object, ...sources: object[]) => {
  return ({ spec }: World): void => {
    spec.volumes = [{ name: 'token', projected: { sources: [{ serviceAccountToken }, ...sources] } }];
  };
};

testRule(rule, {
  valid: {
    'the pod mounts the token': {
      change: all(bound('roleBinding'), ({ spec }) => {
        spec.automountServiceAccountToken = true;
      }),
      also: ['service-account-token-automount'],
    },
    'the pod projects a token': {
      change: all(bound('roleBinding'), projected({ path: 'token', expirationSeconds: 3600 })),
      also: ['service-account-token-volume'],
    },
    'the account is not bound': ({ roleBinding, clusterRoleBinding }) => {
      roleBinding.subjects = [{ ...WEB, name: 'other' }];
      clusterRoleBinding.subjects = [{ ...WEB, namespace: 'other' }];
    },
    ...Object.fromEntries(
      ['system:serviceaccounts', 'system:serviceaccounts:shop'].map((name) => [
        `a group of accounts is bound: ${name}`,
        {
          change: bound('roleBinding', { apiGroup: RBAC_GROUP, kind: 'Group', name }),
          also: ['rbac-all-service-accounts-binding'],
        },
      ]),
    ),
    'all users are bound': {
      change: bound('roleBinding', { apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:authenticated' }),
      also: ['rbac-authenticated-binding'],
    },
    'the role allows nothing': all(bound('roleBinding'), ({ role }) => {
      role.rules = [];
    }),
    'the role is used by admission': all(bound('roleBinding'), ({ role }) => {
      const apiGroups = ['security.openshift.io'];
      role.rules = [
        { apiGroups, resources: ['securitycontextconstraints'], resourceNames: ['restricted-v2'], verbs: ['use'] },
      ];
    }),
    'the role pulls images': all(bound('clusterRoleBinding'), ({ clusterRoleBinding }) => {
      clusterRoleBinding.roleRef.name = 'system:image-puller';
    }),
  },
  invalid: {
    'bound by a RoleBinding': { change: bound('roleBinding'), at, mendedBy: 'none' },
    'bound by a RoleBinding, which need not name its own namespace': {
      change: bound('roleBinding', { kind: 'ServiceAccount', name: 'web' }),
      at,
    },
    'bound by a ClusterRoleBinding': { change: bound('clusterRoleBinding'), at },
    'bound by its user name': {
      change: bound('clusterRoleBinding', {
        apiGroup: RBAC_GROUP,
        kind: 'User',
        name: 'system:serviceaccount:shop:web',
      }),
      at,
    },
    'bound to a role that is not in the set': {
      change: all(bound('roleBinding'), ({ roleBinding }) => {
        roleBinding.roleRef = { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: 'of-the-cluster' };
      }),
      at,
    },
    'the account alone says that no token is mounted': {
      change: all(bound('roleBinding'), ({ spec }) => {
        delete spec.automountServiceAccountToken;
      }),
      at,
    },
    'a token for another service': {
      change: all(bound('roleBinding'), projected({ path: 'token', audience: 'vault' })),
      at,
    },
  },
});

const places = (change: (each: World) => void) => {
  const changed = world();
  change(changed);
  return placesOf(rule, objectsOf(changed));
};
const FOUND = ['low Pod /spec/serviceAccountName'];

describe('a token that is elsewhere', () => {
  const other = (spec: object, namespace = 'shop') => {
    return ({ others }: World): void => {
      const containers = [{ name: 'other', image: 'other' }];
      const metadata = { name: 'other', namespace };
      others.push({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata,
        spec: { serviceAccountName: 'web', containers, ...spec },
      });
    };
  };

  test.each<[string, (each: World) => void, string[]]>([
    ['in another pod of the account', other({ automountServiceAccountToken: true }), []],
    ['in a pod of an account of that name elsewhere', other({ automountServiceAccountToken: true }, 'other'), FOUND],
    ['in no pod', other({ automountServiceAccountToken: false }), [...FOUND, ...FOUND]],
    [
      'in a Secret',
      ({ others }) => {
        const annotations = { 'kubernetes.io/service-account.name': 'web' };
        const metadata = { name: 'token', namespace: 'shop', annotations };
        others.push({ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/service-account-token', metadata });
      },
      [],
    ],
    [
      'in a Secret of another account',
      ({ others }) => {
        const annotations = { 'kubernetes.io/service-account.name': 'x' };
        const metadata = { name: 'token', namespace: 'shop', annotations };
        others.push({ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/service-account-token', metadata });
      },
      FOUND,
    ],
    [
      'of an audience of the API server',
      projected({ path: 'token', audience: 'api' }, { configMap: { name: 'kube-root-ca.crt' } }),
      [],
    ],
  ])('%s', (_, change, expected) => {
    expect(places(all(bound('roleBinding'), change))).toEqual(expected);
  });
});

test('a pod of a custom kind is completed by its controller', () => {
  const changed = world();
  bound('roleBinding')(changed);
  const [pod] = objectsOf(changed).filter(({ kind }) => kind === 'Pod');
  const objects = objectsOf(changed).filter(({ kind }) => kind !== 'Pod');
  const { serviceAccountName, containers } = pod.spec;
  const spec = { serviceAccountName, containers, automountServiceAccountToken: false };
  const prometheus = { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: pod.metadata, spec };
  expect(placesOf(rule, [...objects, prometheus])).toEqual([]);
});

test('names the account and the binding', () => {
  const changed = world();
  bound('roleBinding')(changed);
  expect(findingsOf(rule, objectsOf(changed)).map(({ message }) => message)).toEqual([
    'pod has no token of service account "web", to which RoleBinding "web" grants permissions; add a projected token, or remove the binding',
  ]);
});
