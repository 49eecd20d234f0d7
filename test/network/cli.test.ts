import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, folder } from '../support/command-line';

const pod = (name: string, app: string, port: number) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${app} } }
spec: { containers: [{ name: c, image: a/b:1, ports: [{ containerPort: ${port} }] }] }
`;
const policy = (port: number) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: ${port} }] }]
`;
const SHOP = { 'web.yaml': pod('web', 'web', 8080), 'db.yaml': pod('db', 'db', 5432), 'policy.yaml': policy(5432) };
const EVERYTHING = '0.0.0.0-255.255.255.255[External]';

const network = (cwd: string, ...argv: string[]) => command(['network', ...argv], { cwd });

describe('network list', () => {
  const edges = [
    ['shop/web[Pod]', 'shop/db[Pod]', 'TCP 5432'],
    ['shop/web[Pod]', EVERYTHING, 'All Connections'],
    [EVERYTHING, 'shop/web[Pod]', 'All Connections'],
  ] as const;
  const cwd = folder(SHOP);

  test('prints a line for each connection', async () => {
    expect(await network(cwd, 'list', '.')).toEqual({
      code: 0,
      stdout: edges.map(([src, dst, conn]) => `${src} => ${dst} : ${conn}\n`).join(''),
      stderr: '',
    });
  });

  test('prints JSON as netpol-analyzer does', async () => {
    const { stdout } = await network(cwd, 'list', '.', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual(edges.map(([src, dst, conn]) => ({ src, dst, conn })));
  });

  test.each([
    ['csv', `src,dst,conn\r\n"shop/web[Pod]","shop/db[Pod]",TCP 5432\r\n`],
    ['markdown', '| src | dst | conn |\n| --- | --- | --- |\n| <code>shop/web&#91;Pod&#93;</code> |'],
    ['mermaid', 'flowchart LR\n  n0["0.0.0.0-255.255.255.255[External]"]\n  subgraph g1["shop"]\n'],
    [
      'dot',
      'digraph {\n  rankdir=LR\n  node [shape=box]\n  "0.0.0.0-255.255.255.255[External]"\n  subgraph cluster_1 {\n',
    ],
  ])('prints %s', async (format, beginning) => {
    const { code, stdout } = await network(cwd, 'list', '.', '--format', format);
    expect([code, stdout.slice(0, beginning.length)]).toEqual([0, beginning]);
  });

  test.each([
    ['svg', /^<svg[\s\S]*TCP 5432[\s\S]*<\/svg>\s*$/],
    ['html', /^<!doctype html>[\s\S]*TCP 5432[\s\S]*<\/html>\s*$/i],
  ])('draws %s', async (format, whole) => {
    const { code, stdout } = await network(cwd, 'list', '.', '--format', format);
    expect([code, stdout]).toEqual([0, expect.stringMatching(whole)]);
    for (const name of ['web', 'db']) expect(stdout).toContain(name);
  });

  test.each(['shop/db[Pod]', 'shop/db', 'db'])('shows the connections of %s alone', async (name) => {
    const { stdout } = await network(cwd, 'list', '.', '--focus', name);
    expect(stdout).toBe('shop/web[Pod] => shop/db[Pod] : TCP 5432\n');
  });

  test('names the nearest workload to one that is not there', async () => {
    expect(await network(cwd, 'list', '.', '--focus', 'shop/weeb[Pod]')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('workload "shop/weeb[Pod]" is not known; did you mean "shop/web[Pod]"?'),
    });
  });

  test.each<[string, { [file: string]: string }, string]>([
    ['broken YAML', { 'a.yaml': 'a: [' }, 'a.yaml:1'],
    [
      'a policy of a wrong type',
      { 'a.yaml': policy(5432).replace('podSelector: {', 'podSelector: x #{') },
      'NetworkPolicy shop/db: /spec/podSelector',
    ],
  ])('%s is an error, as it may change every answer', async (_, files, message) => {
    const { code, stderr } = await network(folder({ ...SHOP, ...files }), 'list', '.');
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('lists what an Ingress leads to, on the ports of the pods, where a policy may let it', async () => {
    const service = (port: number) =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: shop }\nspec: { selector: { app: db }, ports: [{ port: 80, targetPort: ${port} }] }\n`;
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: db, namespace: shop }\nspec: { defaultBackend: { service: { name: db, port: { number: 80 } } } }\n';
    const open = policy(5432).replace(
      'podSelector: { matchLabels: { app: web } }',
      'namespaceSelector: { matchLabels: { team: edge } }',
    );
    const list = async (files: { [file: string]: string }) => (await network(folder(files), 'list', '.')).stdout;
    const files = { ...SHOP, 'service.yaml': service(5432), 'ingress.yaml': ingress, 'policy.yaml': open };
    expect(await list(files)).toContain('{ingress-controller} => shop/db[Pod] : TCP 5432\n');
    expect(await list({ ...files, 'service.yaml': service(5433) })).not.toContain('ingress-controller');
    expect(await list({ ...files, 'policy.yaml': policy(5432) })).not.toContain('ingress-controller');
  });

  test('keeps control characters from the terminal', async () => {
    const hostile = pod('"a\\u001b[31m"', 'web', 80);
    const { stdout, stderr } = await network(folder({ 'a.yaml': hostile }), 'list', '.');
    expect(stdout + stderr).not.toContain('\u001b');
  });
});

describe('network explain', () => {
  const cwd = folder(SHOP);
  const ask = (...argv: string[]) => network(cwd, 'explain', '.', ...argv);

  test('answers in sentences', async () => {
    expect(await ask('--from', 'web', '--to', 'shop/db', '--port', '5432')).toEqual({
      code: 0,
      stdout: [
        'shop/web[Pod] can reach shop/db[Pod] on TCP 5432',
        'egress of shop/web[Pod]: no NetworkPolicy isolates it, so everything is allowed',
        'ingress of shop/db[Pod]: isolated by NetworkPolicy db',
        '  ingress rule 1 of NetworkPolicy db allows shop/web[Pod] on TCP 5432',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('answers for addresses, in JSON', async () => {
    const { stdout } = await ask('--from', 'db', '--to', '192.0.2.0/24', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({
      conn: 'No Connections',
      sentences: [
        'shop/db[Pod] cannot reach 192.0.2.0-192.0.2.255[External]',
        'egress of shop/db[Pod]: isolated by NetworkPolicy db',
        '  no egress rule allows 192.0.2.0-192.0.2.255[External]',
      ],
      notes: [],
    });
  });

  test.each([
    [['--from', 'web', '--to', 'nothing'], 'workload "nothing" is not known'],
    [['--from', 'web', '--to', 'db', '--port', '0'], 'port "0" is not a port; write it as 443'],
    [['--from', 'web', '--to', 'db', '--port', 'icmp/1'], 'port "icmp/1" is not a port'],
    [['--from', 'web'], "required option '--to <end>' not specified"],
    [['--from', 'web', '--to', 'db', '--format', 'dot'], 'Allowed choices are text, json'],
  ])('%j is refused', async (argv, message) => {
    expect(await ask(...argv)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});

test('network exposure lists what each workload opens', async () => {
  const cwd = folder(SHOP);
  const { stdout } = await network(cwd, 'exposure', '.', '--format', 'json');
  const open = {
    isolated: false,
    outside: [{ range: '0.0.0.0-255.255.255.255', conn: 'All Connections' }],
    wholeCluster: 'All Connections',
  };
  const closed = { isolated: true, outside: [], wholeCluster: 'No Connections' };
  expect(JSON.parse(stdout)).toEqual({
    workloads: [
      { workload: 'shop/db[Pod]', ingress: closed, egress: closed },
      { workload: 'shop/web[Pod]', ingress: open, egress: open },
    ],
    notes: [],
  });
  const { stdout: text } = await network(cwd, 'exposure', '.');
  expect(text.split('\n').slice(0, 2)).toEqual([
    'workload       direction  isolated  outside                                   whole cluster',
    'shop/db[Pod]   ingress    yes',
  ]);
});

describe('network diff', () => {
  const narrow = { 'old/a.yaml': SHOP['web.yaml'], 'old/b.yaml': SHOP['db.yaml'], 'old/c.yaml': SHOP['policy.yaml'] };
  const wide = { 'new/a.yaml': SHOP['web.yaml'], 'new/b.yaml': SHOP['db.yaml'], 'new/c.yaml': policy(22) };

  test('exits 1 where a connection is allowed that was not', async () => {
    const cwd = folder({ ...narrow, ...wide });
    const { code, stdout } = await network(cwd, 'diff', 'old', 'new');
    expect([code, stdout]).toEqual([
      1,
      [
        'change   source         target        before    after',
        'changed  shop/web[Pod]  shop/db[Pod]  TCP 5432  TCP 22',
        '1 changed connection, 1 of them allows more',
        '',
      ].join('\n'),
    ]);
    expect(await network(cwd, 'diff', 'old', 'old')).toEqual({
      code: 0,
      stdout: '0 changed connections, none allows more\n',
      stderr: '',
    });
  });

  test('exits 0 where connections are only lost, and names what is isolated for the first time', async () => {
    const cwd = folder({ ...narrow, 'bare/a.yaml': SHOP['web.yaml'], 'bare/b.yaml': SHOP['db.yaml'] });
    const { code, stdout } = await network(cwd, 'diff', 'bare', 'old', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      widens: false,
      newlyIsolated: [
        { workload: 'shop/db[Pod]', direction: 'Ingress' },
        { workload: 'shop/db[Pod]', direction: 'Egress' },
      ],
    });
    expect(await network(cwd, 'diff', 'old', 'bare')).toMatchObject({ code: 1 });
  });

  test('takes a revision of git', async () => {
    const cwd = folder(narrow);
    const git = (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...argv], { cwd });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    writeFileSync(join(cwd, 'old', 'c.yaml'), policy(22));
    const { code, stdout } = await network(cwd, 'diff', 'git:HEAD:old', 'old', '--format', 'csv');
    expect([code, stdout]).toEqual([
      1,
      'change,source,target,before,after\r\nchanged,"shop/web[Pod]","shop/db[Pod]",TCP 5432,TCP 22\r\n',
    ]);
  });

  test('of a revision takes the policy of the current folder, and tells what it does not follow', async () => {
    const cwd = folder({ ...narrow, 'terms.yaml': 'exclude: [b.yaml]\n' });
    symlinkSync('/etc/hostname', join(cwd, 'old', 'link.yaml'));
    const git = (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...argv], { cwd });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    const { code, stdout, stderr } = await network(cwd, 'list', 'git:HEAD:old', '--policy', 'terms.yaml');
    expect([code, stderr]).toEqual([2, expect.stringContaining('links in a revision must stay inside')]);
    expect(stdout).toContain('shop/web[Pod]');
    expect(stdout).not.toContain('shop/db[Pod]');
  });
});
