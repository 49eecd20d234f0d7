import { ManifestSet } from '../../../model/manifest-set';
import { escalationPaths, targetText } from './paths';

const RBAC = 'rbac.authorization.k8s.io';
const pod = (name: string, account = name, rest: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } },
  spec: { serviceAccountName: account, containers: [{ name: 'c', image: 'a/b:1' }], ...rest },
});
const rule = (verbs: string[], group: string, resources: string[], resourceNames?: string[]) => ({
  ...{ verbs, apiGroups: [group], resources },
  ...(resourceNames ? { resourceNames } : {}),
});
const bound = (account: string, rules: object[], namespace?: string, name = `${account}-${namespace ?? 'all'}`) => {
  const kind = namespace ? 'Role' : 'ClusterRole';
  const metadata = { name, ...(namespace ? { namespace } : {}) };
  const subjects = [{ kind: 'ServiceAccount', name: account, namespace: 'shop' }];
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata, rules },
    { apiVersion: `${RBAC}/v1`, kind: `${kind}Binding`, metadata, roleRef: { apiGroup: RBAC, kind, name }, subjects },
  ];
};
const namespace = (level?: string) => ({
  ...{ apiVersion: 'v1', kind: 'Namespace' },
  metadata: { name: 'shop', labels: level ? { 'pod-security.kubernetes.io/enforce': level } : {} },
});
const READ = rule(['get'], '', ['configmaps']);

/** The targets of the pod "web", each with what its steps do. */
const found = (...objects: any[]) =>
  escalationPaths(ManifestSet.fromJson([namespace('restricted'), ...objects.flat()]), '1.37')
    .filter(({ workload }) => workload.workload === 'shop/web[Pod]')
    .map(({ target, hops }) => [targetText(target), ...hops.map(({ step }) => step.does)]);

test.each<[string, any[], string[][]]>([
  ['reading config maps leads nowhere', bound('web', [READ]), []],
  [
    'secrets of one namespace',
    bound('web', [rule(['list'], '', ['secrets'])], 'shop'),
    [['secrets of shop', 'read all secrets']],
  ],
  ['all secrets', bound('web', [rule(['get'], '', ['secrets'])]), [['all secrets', 'read all secrets']]],
  ['everything', bound('web', [rule(['*'], '*', ['*'])]), [['cluster-admin', 'do everything']]],
  ['nodes/proxy', bound('web', [rule(['get'], '', ['nodes/proxy'])]), [['node', 'run commands on nodes']]],
  ['nodes/proxy by a Role is without effect', bound('web', [rule(['get'], '', ['nodes/proxy'])], 'shop'), []],
  ['escalate alone', bound('web', [rule(['escalate'], RBAC, ['clusterroles'])]), []],
  [
    'escalate with a way to write roles',
    bound('web', [rule(['escalate', 'patch'], RBAC, ['clusterroles'])]),
    [['cluster-admin', 'write cluster roles with any permission']],
  ],
  [
    'half of a constrained impersonation',
    bound('web', [rule(['impersonate:user-info'], 'authentication.k8s.io', ['users'])]),
    [],
  ],
  [
    'both halves of it',
    bound('web', [
      rule(['impersonate:user-info'], 'authentication.k8s.io', ['users']),
      rule(['impersonate-on:user-info:get'], '', ['secrets']),
    ]),
    [['cluster-admin', 'act as another user, for some verbs']],
  ],
  [
    'halves of different modes',
    bound('web', [
      rule(['impersonate:arbitrary-node'], 'authentication.k8s.io', ['nodes']),
      rule(['impersonate-on:user-info:get'], '', ['secrets']),
    ]),
    [],
  ],
  ['bind alone', bound('web', [rule(['bind'], RBAC, ['clusterroles'])]), []],
  [
    'bind with bindings of the cluster',
    bound('web', [rule(['bind'], RBAC, ['clusterroles']), rule(['create'], RBAC, ['clusterrolebindings'])]),
    [['cluster-admin', 'bind roles that allow more']],
  ],
  [
    'bind in one namespace',
    bound('web', [rule(['bind'], RBAC, ['clusterroles']), rule(['create'], RBAC, ['rolebindings'])], 'shop'),
    [
      ['secrets of shop', 'bind roles that allow more'],
      ['everything in shop', 'bind roles that allow more'],
    ],
  ],
  [
    'bind in the cluster with bindings of one namespace',
    [
      ...bound('web', [rule(['bind'], RBAC, ['clusterroles'])]),
      ...bound('web', [rule(['create'], RBAC, ['rolebindings'])], 'shop'),
    ],
    [
      ['secrets of shop', 'bind roles that allow more'],
      ['everything in shop', 'bind roles that allow more'],
    ],
  ],
  [
    'approval without a signer',
    bound('web', [rule(['patch'], 'certificates.k8s.io', ['certificatesigningrequests/approval'])]),
    [],
  ],
])('%s', (_, objects, expected) => {
  expect(found(pod('web'), objects)).toEqual(expected);
});

test('pods that run lead to the accounts of which they have tokens', () => {
  const exec = bound('web', [rule(['create'], '', ['pods/exec'])], 'shop');
  const secrets = bound('op', [rule(['get'], '', ['secrets'])]);
  const expected = [
    ['all secrets', 'run commands in pods', 'read all secrets'],
    ['shop/op', 'run commands in pods'],
  ];
  expect(found(pod('web'), exec, secrets, pod('op'))).toEqual(expected);
  expect(found(pod('web'), exec, secrets, pod('op', 'op', { automountServiceAccountToken: false }))).toEqual([]);
  expect(found(pod('web'), exec, secrets)).toEqual([]);
});

test('a new pod may have any account of its namespace, and a node where no level is enforced', () => {
  const create = bound('web', [rule(['create'], '', ['pods'])], 'shop');
  const secrets = bound('op', [rule(['get'], '', ['secrets'])]);
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'op', namespace: 'shop' } };
  expect(found(pod('web'), create, secrets, account)).toEqual([
    ['all secrets', 'create pods', 'read all secrets'],
    ['shop/op', 'create pods'],
  ]);
  const open = [namespace(), pod('web'), ...create];
  const paths = escalationPaths(ManifestSet.fromJson(open)).map(({ target }) => targetText(target));
  expect(paths).toEqual(['node']);
});

test('a name is that of the account that can be impersonated', () => {
  const secrets = [
    ...bound('op', [rule(['get'], '', ['secrets'])]),
    ...bound('other', [rule(['list'], '', ['secrets'])]),
  ];
  const token = bound('web', [rule(['create'], '', ['serviceaccounts/token'], ['op'])], 'shop');
  expect(found(pod('web'), secrets, token)).toEqual([
    ['all secrets', 'make tokens of other accounts', 'read all secrets'],
    ['shop/op', 'make tokens of other accounts'],
  ]);
});

test('the accounts of the cluster itself are steps', () => {
  const token = bound('web', [rule(['create'], '', ['serviceaccounts/token'])], 'kube-system');
  expect(found(pod('web'), token)).toEqual([
    ['cluster-admin', 'make tokens of other accounts', 'write cluster roles with any permission'],
  ]);
});

test('a pod without a token has no path', () => {
  const all = bound('web', [rule(['*'], '*', ['*'])]);
  expect(found(pod('web', 'web', { automountServiceAccountToken: false }), all)).toEqual([]);
});

test('the built-in roles of the version count', () => {
  const subjects = [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }];
  const edit = {
    ...{ apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', metadata: { name: 'edit', namespace: 'shop' }, subjects },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'edit' },
  };
  expect(found(pod('web'), edit)).toEqual([['secrets of shop', 'read all secrets']]);
});
