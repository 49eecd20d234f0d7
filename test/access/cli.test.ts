import { command, folder } from '../support/command-line';

const ROLES = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules:
  - { apiGroups: [''], resources: [configmaps], resourceNames: [settings], verbs: [get] }
  - { apiGroups: [apps], resources: [deployments, deployments/scale], verbs: [get, list] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: probes }
rules: [{ nonResourceURLs: ['/health*'], verbs: [get] }]
`;
const BINDINGS = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: web }, { kind: Group, name: devs, apiGroup: rbac.authorization.k8s.io }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: probes }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: probes }
subjects: [{ kind: User, name: jane, apiGroup: rbac.authorization.k8s.io }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: lost, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: gone }
subjects: [{ kind: User, name: jim, apiGroup: rbac.authorization.k8s.io }]
`;
const POD = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { serviceAccountName: web, containers: [{ name: c, image: a/b:1 }] }
`;
const FILES = { 'roles.yaml': ROLES, 'bindings.yaml': BINDINGS, 'pod.yaml': POD };
const LOST =
  'note: RoleBinding shop/lost names Role shop/gone, which is not among the manifests: what it allows is unknown\n';
const cwd = folder(FILES);
const access = (...argv: string[]) => command(['access', ...argv], { cwd });
const WEB = 'system:serviceaccount:shop:web';

describe('access can-i', () => {
  test.each<[string[], boolean]>([
    [['get', 'configmaps', 'settings', '--as', WEB, '-n', 'shop'], true],
    [['get', 'configmaps', 'other', '--as', WEB, '-n', 'shop'], false],
    [['get', 'configmaps', '--as', WEB, '-n', 'shop'], false],
    [['get', 'configmaps', 'settings', '--as', WEB], false],
    [['get', 'configmaps', 'settings', '--as', WEB, '-A'], false],
    [['get', 'configmaps', 'settings', '--as', 'jane', '--as-group', 'devs', '-n', 'shop'], true],
    [['get', 'configmaps', 'settings', '--as', 'jane', '--as-group', 'dev', '--as-group', 'devs', '-n', 'shop'], true],
    [['get', 'configmaps', 'settings', '--as', 'jane', '-n', 'shop'], false],
    [['list', 'deployments.apps/scale', '--as', WEB, '-n', 'shop'], true],
    [['list', 'deployments', '--subresource', 'scale', '--as', WEB, '-n', 'shop'], true],
    [['list', 'deployments', '--as', WEB, '-n', 'shop'], true],
    [['list', 'deployments.apps/status', '--as', WEB, '-n', 'shop'], false],
    [['get', '/healthz', '--as', 'jane'], true],
    [['get', '/metrics', '--as', 'jane'], false],
    [['delete', 'nodes', 'a', '--as', 'jane', '--as-group', 'system:masters'], true],
  ])('%j', async (argv, allowed) => {
    const { code, stdout, stderr } = await access('can-i', ...argv, '--format', 'json', '-f', '.');
    const answer = JSON.parse(stdout);
    expect([code, stderr, Object.keys(answer), answer.allowed]).toEqual([0, '', ['allowed', 'reason'], allowed]);
    const text = await access('can-i', ...argv, '-f', '.');
    expect(text).toEqual({ code: 0, stdout: `${allowed ? 'yes' : 'no'} - ${answer.reason}\n`, stderr: '' });
  });

  test('names the binding, the role and the rule', async () => {
    const { stdout } = await access(
      'can-i',
      'get',
      'configmaps',
      'settings',
      '--as',
      WEB,
      '-n',
      'shop',
      '-f',
      'roles.yaml',
      'bindings.yaml',
    );
    expect(stdout).toBe(
      'yes - RoleBinding shop/reader grants Role shop/reader to ServiceAccount shop/web; rule 0 of Role shop/reader allows get on configmaps named settings\n',
    );
  });

  test('says that a role is unknown', async () => {
    const { stdout } = await access('can-i', 'get', 'pods', '--as', 'jim', '-n', 'shop', '-f', '.');
    expect(stdout).toBe(`no - no rule of a bound role allows it; ${LOST.slice('note: '.length)}`);
  });

  test('counts the bindings of a new cluster where that is asked for', async () => {
    const ask = ['can-i', 'create', 'selfsubjectaccessreviews', '--as', 'jane', '-f', '.'];
    expect((await access(...ask)).stdout).toMatch(/^no /);
    expect((await access(...ask, '--defaults')).stdout).toMatch(/^yes - ClusterRoleBinding system:basic-user /);
  });

  test.each<[string[], string]>([
    [['get', 'pods', '--as', 'jane'], "required option '-f, --filename <path...>' not specified"],
    [['get', 'pods', '-f', '.'], "required option '--as <user>' not specified"],
    [['get', 'pods/', '--as', 'jane', '-f', '.'], '"pods/" is no resource'],
    [['get', '/healthz', 'name', '--as', 'jane', '-f', '.'], 'is a path'],
    [['get', 'pods', '--as', 'jane', '-A', '-n', 'shop', '-f', '.'], 'give one of them'],
    [
      ['get', 'pods', '--as', 'jane', '--kubernetes-version', '1.99', '-f', '.'],
      'Kubernetes version "1.99" is not known',
    ],
  ])('%j is an error', async (argv, message) => {
    expect(await access('can-i', ...argv)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  test('a file that cannot be read may change the answer', async () => {
    const broken = folder({ ...FILES, 'broken.yaml': 'a: [' });
    const { code, stdout } = await command(['access', 'can-i', 'get', 'pods', '--as', 'jane', '-f', '.'], {
      cwd: broken,
    });
    expect([code, stdout]).toEqual([
      2,
      expect.stringMatching(/^no .*; some input could not be read and may allow it\n$/),
    ]);
  });
});

describe('access who-can', () => {
  const web = {
    ...{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
    binding: { kind: 'RoleBinding', namespace: 'shop', name: 'reader' },
    role: { kind: 'Role', namespace: 'shop', name: 'reader' },
  };

  test('prints subjects with the binding and the role', async () => {
    const { code, stdout, stderr } = await access(
      'who-can',
      'list',
      'deployments',
      '.',
      '--namespace',
      'shop',
      '--format',
      'json',
    );
    const rule = { role: web.role, index: 1 };
    expect([code, stderr, JSON.parse(stdout)]).toEqual([
      0,
      LOST,
      [
        { ...web, rule },
        { ...web, namespace: undefined, kind: 'Group', name: 'devs', rule },
      ].map((each) => JSON.parse(JSON.stringify(each))),
    ]);
  });

  test.each<[string[], string[]]>([
    [
      ['get', 'configmaps', '--name', 'settings', '--namespace', 'shop'],
      ['web', 'devs'],
    ],
    [['get', 'configmaps', '--namespace', 'shop'], []],
    [
      ['get', 'deployments', '--subresource', 'scale', '--namespace', 'shop'],
      ['web', 'devs'],
    ],
    [['get', 'deployments'], []],
    [['get', '/healthz'], ['jane']],
  ])('%j', async (argv, expected) => {
    const { stdout } = await access('who-can', ...argv, '--format', 'json', '-f', '.');
    expect(JSON.parse(stdout).map(({ name }: any) => name)).toEqual(expected);
  });
});

describe('access list', () => {
  test('prints a row for each subject and rule, and what is unknown', async () => {
    const { code, stdout, stderr } = await access('list', '.', '--format', 'csv');
    expect([code, stderr]).toEqual([0, LOST]);
    expect(stdout.split('\r\n').slice(0, -1)).toEqual([
      'subject,verbs,resources,names,where,binding,role,rule',
      'User jane,get,"/health*",,whole cluster,ClusterRoleBinding probes,ClusterRole probes,rule 0 of ClusterRole probes',
      'ServiceAccount shop/web,get,configmaps,settings,shop,RoleBinding shop/reader,Role shop/reader,rule 0 of Role shop/reader',
      'ServiceAccount shop/web,"get, list","deployments.apps, deployments.apps/scale",,shop,RoleBinding shop/reader,Role shop/reader,rule 1 of Role shop/reader',
      'Group devs,get,configmaps,settings,shop,RoleBinding shop/reader,Role shop/reader,rule 0 of Role shop/reader',
      'Group devs,"get, list","deployments.apps, deployments.apps/scale",,shop,RoleBinding shop/reader,Role shop/reader,rule 1 of Role shop/reader',
      'User jim,unknown: the role is not among the manifests,,,shop,RoleBinding shop/lost,Role shop/gone,',
    ]);
  });

  test('lists what one user has through its groups', async () => {
    const { stdout } = await access('list', '.', '--as', 'anna', '--as-group', 'devs', '--format', 'json');
    expect(JSON.parse(stdout).map(({ subject, rule }: any) => [subject.name, rule.index])).toEqual([
      ['devs', 0],
      ['devs', 1],
    ]);
  });

  test.each(['text', 'json', 'markdown', 'mermaid', 'dot', 'svg', 'html'])('prints %s', async (format) => {
    const { code, stdout } = await access('list', '.', '--format', format);
    expect(code).toBe(0);
    for (const name of ['web', 'devs', 'jane', 'reader', 'gone']) expect(stdout).toContain(name);
  });

  test('keeps control characters from the terminal', async () => {
    const hostile = BINDINGS.replaceAll('name: jane', 'name: "a\\u001b[31m"');
    const { stdout } = await command(['access', 'list', '.'], { cwd: folder({ 'a.yaml': ROLES, 'b.yaml': hostile }) });
    expect(stdout).toContain('[31m');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('access paths', () => {
  const secrets = ROLES.replace('resources: [configmaps], resourceNames: [settings]', 'resources: [secrets]');

  test('prints each step with its rule', async () => {
    const { code, stdout } = await command(['access', 'paths', '.'], {
      cwd: folder({ ...FILES, 'roles.yaml': secrets }),
    });
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        'shop/web[Pod] can reach secrets of shop',
        '  it has a token of ServiceAccount shop/web',
        '  ServiceAccount shop/web may read all secrets in shop (RoleBinding shop/reader of Role shop/reader, rule 0 of Role shop/reader), which gives secrets of shop',
        '',
      ],
    ]);
  });

  test('says that there is none, and names workloads where one is not known', async () => {
    expect((await access('paths', '.')).stdout).toBe('No workload can reach more permissions.\n');
    expect(await access('paths', '.', '--focus', 'nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('workload "nothing" is not known; use one of shop/web[Pod]'),
    });
  });
});

describe('access diff', () => {
  const sides = folder({
    'old/a.yaml': `${ROLES}---\n${BINDINGS}`,
    'new/a.yaml': `${ROLES.replace('verbs: [get, list]', 'verbs: [get, watch]')}---\n${BINDINGS}`,
    'wider/a.yaml': `${ROLES.replace('verbs: [get, list]', "verbs: ['*']")}---\n${BINDINGS}`,
  });
  const diff = (...argv: string[]) => command(['access', 'diff', ...argv], { cwd: sides });

  test('lists what is added and removed, and fails where something is added', async () => {
    const { code, stdout } = await diff('old', 'new', '--format', 'json');
    const { added, removed } = JSON.parse(stdout);
    const short = (held: any[]) =>
      held.map(({ subject, permission }) => `${subject.name} ${permission.verb} ${permission.resource}`);
    expect(code).toBe(1);
    expect(short(added)).toEqual([
      'web watch deployments',
      'web watch deployments/scale',
      'devs watch deployments',
      'devs watch deployments/scale',
    ]);
    expect(short(removed)).toEqual([
      'web list deployments',
      'web list deployments/scale',
      'devs list deployments',
      'devs list deployments/scale',
    ]);
  });

  test('what a wildcard contains is not removed', async () => {
    const { stdout } = await diff('old', 'wider', '--format', 'json');
    expect(JSON.parse(stdout).removed).toEqual([]);
  });

  test('fewer permissions do not fail', async () => {
    expect((await diff('wider', 'old')).code).toBe(0);
    expect((await diff('old', 'old')).stdout).toBe('No permission changes.\n');
  });
});

describe('the report page', () => {
  test.each<[string, { [file: string]: string }, boolean]>([
    ['has a picture of the access', FILES, true],
    ['has none without a binding', { 'roles.yaml': ROLES, 'pod.yaml': POD }, false],
  ])('%s', async (_, files, isThere) => {
    const { stdout } = await command(['check', '.', '--format', 'html'], { cwd: folder(files) });
    expect(stdout.includes('<section id="access"')).toBe(isThere);
    expect(stdout.includes('RoleBinding shop/reader</text>')).toBe(isThere);
  });
});
