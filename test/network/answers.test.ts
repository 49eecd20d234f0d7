import { readdirSync } from 'node:fs';
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Aspects,
  HardeningChecks,
  IsolatedNamespace,
  ManifestSet,
  Peer,
  Reachability,
  ReportFormat,
  ReportWriter,
  SecureDeployment,
  Severity,
} from '../../src';
import { command, folder } from '../support/command-line';

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const EVERYTHING = '0.0.0.0-255.255.255.255';

const pod = (name: string, namespace = 'shop') => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { app: name } } },
  spec: { containers: [{ name: 'c', image: 'a/b:1' }] },
});
const policy = (name: string, spec: object) => ({
  ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec },
});
const selecting = (app: string) => ({ podSelector: { matchLabels: { app } } });
const fromWeb = (port: number) => ({ from: [selecting('web')], ports: [{ port }] });
const dbPolicy = (...ingress: object[]) => policy('db', { ...selecting('db'), policyTypes: ['Ingress'], ingress });
const cilium = {
  ...{ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'extra', namespace: 'shop' } },
  spec: { endpointSelector: {}, ingress: [{}] },
};
const admin = (name: string) => ({
  ...{ apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', metadata: { name } },
  spec: { priority: 1, subject: { namespaces: {} } },
});
const of = (...objects: object[]) => Reachability.ofManifests(ManifestSet.fromJson(objects));

describe('exposure', () => {
  test('is what a workload opens to addresses and to the whole cluster', () => {
    const open = {
      isIsolated: false,
      outside: [{ addresses: EVERYTHING, ports: 'All Connections' }],
      wholeCluster: 'All Connections',
    };
    const block = { from: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ port: 443 }] };
    const scrape = { from: [{ namespaceSelector: {} }], ports: [{ port: 9090 }] };
    expect(of(pod('web'), pod('db'), dbPolicy(block, scrape, fromWeb(5432))).exposure()).toEqual([
      {
        workload: 'shop/db[Pod]',
        ingress: {
          isIsolated: true,
          outside: [{ addresses: '192.0.2.0-192.0.2.255', ports: 'TCP 443' }],
          wholeCluster: 'TCP 9090',
        },
        egress: open,
      },
      { workload: 'shop/web[Pod]', ingress: open, egress: open },
    ]);
  });
});

describe('a difference', () => {
  const before = of(pod('web'), pod('db'), dbPolicy(fromWeb(5432)));

  test('has what is allowed differently, and whether it is more', () => {
    const later = of(pod('web'), pod('db'), dbPolicy(fromWeb(5433)));
    expect(before.diff(later)).toEqual({
      widens: true,
      changed: [
        { source: 'shop/web[Pod]', target: 'shop/db[Pod]', before: 'TCP 5432', after: 'TCP 5433', widens: true },
      ],
      ...{ addedWorkloads: [], removedWorkloads: [], newlyIsolated: [] },
    });
    expect(before.diff(before).changed).toEqual([]);
  });

  test('has what is isolated for the first time, with the policies', () => {
    const deny = policy('deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    const { widens, newlyIsolated } = before.diff(of(pod('web'), pod('db'), dbPolicy(fromWeb(5432)), deny, pod('new')));
    expect(widens).toBe(false);
    expect(newlyIsolated).toEqual([
      { workload: 'shop/db[Pod]', direction: 'Egress', policies: ['shop/deny'] },
      { workload: 'shop/web[Pod]', direction: 'Ingress', policies: ['shop/deny'] },
      { workload: 'shop/web[Pod]', direction: 'Egress', policies: ['shop/deny'] },
    ]);
  });

  test('has workloads of one side', () => {
    expect(before.diff(of(pod('web'), pod('cache')))).toMatchObject({
      ...{ addedWorkloads: ['shop/cache[Pod]'], removedWorkloads: ['shop/db[Pod]'] },
    });
  });

  test('divides addresses only where what changed differs', () => {
    const blocks = (...cidrs: string[]) =>
      dbPolicy({ from: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ port: 80 }] });
    const [old, later] = [blocks('10.0.0.0/9'), blocks('10.0.0.0/8', '10.0.0.0/10', '10.64.0.0/11')];
    expect(of(pod('db'), old).diff(of(pod('db'), later)).changed).toEqual([
      {
        ...{ source: '10.128.0.0-10.255.255.255[External]', target: 'shop/db[Pod]' },
        ...{ before: 'No Connections', after: 'TCP 80', widens: true },
      },
    ]);
  });

  test('names pods of one controller as the side does where a policy tells them apart', () => {
    const owned = (name: string) => {
      const each = pod(name);
      const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'db', uid: 'a', controller: true }];
      return { ...each, metadata: { ...each.metadata, ownerReferences } };
    };
    const deny = policy('deny', { ...selecting('db-0'), policyTypes: ['Ingress'] });
    const [open, closed] = [of(owned('db-0'), owned('db-1')), of(owned('db-0'), owned('db-1'), deny)];
    expect(open.list().map(({ source }) => source)).toContain('shop/db[ReplicaSet]');
    const { changed, addedWorkloads, removedWorkloads, newlyIsolated } = open.diff(closed);
    expect(changed.map(({ source, target }) => [source, target])).toEqual([
      [`${EVERYTHING}[External]`, 'shop/db-0[Pod]'],
      ['shop/db-1[Pod]', 'shop/db-0[Pod]'],
    ]);
    expect([addedWorkloads, removedWorkloads]).toEqual([[], []]);
    expect(newlyIsolated).toEqual([{ workload: 'shop/db-0[Pod]', direction: 'Ingress', policies: ['shop/deny'] }]);
  });

  test('does not widen because a policy names IPv6 for the first time', () => {
    const block = { from: [{ ipBlock: { cidr: '2001:db8::/32' } }] };
    const { widens, changed } = of(pod('web'), pod('db')).diff(of(pod('web'), pod('db'), dbPolicy(block)));
    expect(widens).toBe(false);
    expect(changed.map(({ source, target, before: was, after }) => [source, target, was, after])).toEqual([
      [`${EVERYTHING}[External]`, 'shop/db[Pod]', 'All Connections', 'No Connections'],
      [
        '2001:db9::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff[External]',
        'shop/db[Pod]',
        'All Connections',
        'No Connections',
      ],
      ['::-2001:db7:ffff:ffff:ffff:ffff:ffff:ffff[External]', 'shop/db[Pod]', 'All Connections', 'No Connections'],
      ['shop/web[Pod]', 'shop/db[Pod]', 'All Connections', 'No Connections'],
    ]);
  });
});

describe('policies that are not evaluated', () => {
  test('are named', () => {
    expect(of(pod('web'), cilium, admin('a'), admin('b')).notes()).toEqual([
      'CiliumNetworkPolicy (cilium.io) is not part of the answer, and may allow or deny more: shop/extra',
      'AdminNetworkPolicy (policy.networking.k8s.io) are not part of the answer, and may allow or deny more: a, b',
    ]);
    expect(of(pod('web'), dbPolicy()).notes()).toEqual([]);
  });

  test('are counted where they are many', () => {
    const many = Array.from({ length: 7 }, (_, index) => admin(`a${index}`));
    expect(of(...many).notes()[0]).toMatch(/: a0, a1, a2, a3, a4, 2 more$/);
  });
});

/** An app whose web may reach api, and whose other policy opens port 22 of api for web too. */
function app(hasOther: boolean) {
  const root = new App({ outdir: folder({}) });
  const checks = new HardeningChecks({ failOn: Severity.CRITICAL });
  Aspects.of(root).add(checks);
  const chart = new Chart(root, 'shop', { namespace: 'shop' });
  new IsolatedNamespace(chart, 'namespace');
  const [web, api] = ['web', 'api'].map(
    (name) =>
      new SecureDeployment(chart, name, {
        metadata: { name },
        podMetadata: { labels: { app: name } },
        containers: [{ name: 'main', image: IMAGE, portNumber: 8080 }],
      }),
  ) as [SecureDeployment, SecureDeployment];
  web.connections.allowTo(api);
  web.connections.allowTo(Peer.cidr('10.0.0.0/8'), { ports: [kplus.NetworkPolicyPort.tcp(443)] });
  const add = (id: string, spec: object) =>
    new ApiObject(chart, id, { ...policy(id, spec), metadata: { name: id } } as any);
  if (hasOther) {
    add('in', { ...selecting('api'), policyTypes: ['Ingress'], ingress: [fromWeb(22)] });
    add('out', {
      ...{ ...selecting('web'), policyTypes: ['Egress'] },
      egress: [
        { to: [selecting('api')], ports: [{ port: 22 }, { port: 8080 }] },
        { to: [{ ipBlock: { cidr: '10.0.0.0/7' } }], ports: [{ port: 443 }, { port: 53 }] },
      ],
    });
  }
  return { root, checks };
}

describe('the picture of an app', () => {
  /** Edges of a text, as their classes and the first line of their titles. */
  const edgesIn = (text: string) =>
    [...text.matchAll(/<g class="edge([^"]*)"[^>]*data-row[^>]*><title>([^<]*)<\/title>/g)].map(
      ([, mark = '', title = '']) => `${mark.trim()} ${title.replaceAll('\n', ' ')}`.trim(),
    );
  const RED = 'undeclared';
  const WEB_TO_API = 'from shop/web[Deployment] to shop/api[Deployment]';
  const EXPECTED = [
    `TCP 8080 ${WEB_TO_API}`,
    `${RED} TCP 22, not declared ${WEB_TO_API}`,
    'TCP 443 from shop/web[Deployment] to 10.0.0.0-10.255.255.255[External]',
    `${RED} TCP 53, not declared from shop/web[Deployment] to 10.0.0.0-10.255.255.255[External]`,
    `${RED} TCP 53,443, not declared from shop/web[Deployment] to 11.0.0.0-11.255.255.255[External]`,
  ].sort();

  test('has what is not declared in red, apart from what is', () => {
    const { root } = app(true);
    const reachability = Reachability.ofApp(root);
    for (const text of [reachability.toSvg(), reachability.toHtml()]) {
      expect(edgesIn(text).sort()).toEqual(EXPECTED);
      expect(text).toContain(
        '3 connections not declared (red, thick: policies allow it, and the app does not declare it)',
      );
    }
    expect(reachability.unexpected().map(({ target, ports }) => `${ports} ${target}`)).toEqual([
      'TCP 53 10.0.0.0-10.255.255.255[External]',
      'TCP 53,443 11.0.0.0-11.255.255.255[External]',
      'TCP 22 shop/api[Deployment]',
    ]);
  });

  test('is in the report of a synth', () => {
    const { root, checks } = app(true);
    root.synth();
    const text = new ReportWriter(checks.lastReport as never).write(ReportFormat.HTML);
    expect(edgesIn(text).sort()).toEqual(EXPECTED);
    expect(readdirSync(root.outdir)).toHaveLength(1);
  });

  test('says so where all is declared, and what red means nowhere', () => {
    const { root, checks } = app(false);
    root.synth();
    const text = new ReportWriter(checks.lastReport as never).write(ReportFormat.HTML);
    expect(text).toContain('The app declares all connections of its Secure* workloads.');
    expect([edgesIn(text).filter((each) => each.startsWith(RED)), text.includes('not declared')]).toEqual([[], false]);
  });

  test('has nothing in red for files', () => {
    const { root } = app(true);
    const text = Reachability.ofManifests(ManifestSet.fromYaml(root.synthYaml())).toHtml();
    expect(edgesIn(text).filter((each) => each.startsWith(RED))).toEqual([]);
    expect(text).not.toContain('The app declares');
  });
});

describe('on the command line', () => {
  const yaml = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const cwd = folder({
    'old/a.yaml': yaml(pod('web'), pod('db'), pod('gone'), dbPolicy(fromWeb(5432), { from: [selecting('gone')] })),
    'new/a.yaml': yaml(
      ...[pod('web'), pod('db'), pod('fresh'), cilium, dbPolicy(fromWeb(5433), { from: [selecting('fresh')] })],
      policy('web', { ...selecting('web'), policyTypes: ['Ingress'] }),
    ),
  });
  const network = (...argv: string[]) => command(['network', ...argv], { cwd });
  const NOTE = 'CiliumNetworkPolicy (cilium.io) is not part of the answer, and may allow or deny more: shop/extra';
  const FORMATS = {
    list: ['text', 'json', 'csv', 'markdown', 'mermaid', 'dot', 'svg', 'html'],
    explain: ['text', 'json', 'markdown'],
    exposure: ['text', 'json', 'csv', 'markdown', 'mermaid', 'dot'],
    diff: ['text', 'json', 'csv', 'markdown', 'mermaid', 'dot', 'svg', 'html'],
  };
  const ARGUMENTS: { readonly [name: string]: string[] } = {
    list: ['new'],
    explain: ['new', '--from', 'web', '--to', 'db'],
    exposure: ['new'],
    diff: ['old', 'new'],
  };
  /** They have no place for a note. */
  const BARE = [
    'list text',
    'list json',
    'list csv',
    'explain text',
    'exposure text',
    'exposure csv',
    'diff text',
    'diff csv',
  ];
  const unescaped = (text: string) =>
    text.replace(/&#(\d+);|\\(?=["\\])/g, (_, code) => (code ? String.fromCharCode(code) : ''));

  describe.each(Object.entries(FORMATS))('%s', (name, formats) => {
    test.each(formats)('answers as %s, and notes what is not part of the answer', async (format) => {
      const { code, stdout, stderr } = await network(name, ...(ARGUMENTS[name] as string[]), '--format', format);
      expect([code, stderr]).toEqual([name === 'diff' ? 1 : 0, `note: ${NOTE}\n`]);
      expect(unescaped(stdout)).toContain('shop/web[Pod]');
      expect(unescaped(stdout).includes(NOTE)).toBe(!BARE.includes(`${name} ${format}`));
    });

    test('names its formats where it has not the one that is asked for', async () => {
      const { code, stderr } = await network(name, ...(ARGUMENTS[name] as string[]), '--format', 'png');
      expect([code, stderr]).toEqual([2, expect.stringContaining(`Allowed choices are ${formats.join(', ')}.`)]);
    });
  });

  test.each(FORMATS.diff)('a difference names what is isolated for the first time, as %s', async (format) => {
    const { stdout } = await network('diff', 'old', 'new', '--format', format);
    const text = unescaped(stdout);
    if (format === 'json')
      expect(JSON.parse(stdout).newlyIsolated).toEqual([
        { workload: 'shop/web[Pod]', direction: 'Ingress', policies: ['shop/web'] },
      ]);
    else if (format === 'csv')
      expect(text).toContain('ingress isolated,,"shop/web[Pod]",not isolated,isolated by NetworkPolicy shop/web');
    else if (format === 'markdown') expect(text).toContain('<code>isolated by NetworkPolicy shop/web</code>');
    else
      expect(text).toContain(
        'shop/web[Pod] is isolated for the first time (ingress) by NetworkPolicy shop/web: what no rule allows is cut off',
      );
  });

  test.each(FORMATS.diff)('says that nothing changes, as %s', async (format) => {
    const { code, stdout } = await network('diff', 'old', 'old', '--format', format);
    const expected = {
      text: '0 changed connections',
      json: '"widens": false',
      csv: 'change,source',
      markdown: '| change |',
    };
    expect(code).toBe(0);
    expect(stdout).toContain(expected[format as keyof typeof expected] ?? 'No connection changes');
  });

  test.each([
    ['mermaid', /stroke:#1a6b36,stroke-width:3px\n/, /stroke:#c0341d,stroke-width:3px,stroke-dasharray:7 4\n/],
    ['dot', /color="#1a6b36" .*style=bold/, /color="#c0341d" .*style=dashed/],
    [
      'svg',
      /\.added path \{ stroke-dasharray: none; \}[\s\S]*class="edge added"/,
      /\.removed path \{ stroke-dasharray: 7 4; \}[\s\S]*class="edge removed"/,
    ],
    [
      'html',
      /\.added path \{ stroke-dasharray: none; \}[\s\S]*class="edge added"/,
      /\.removed path \{ stroke-dasharray: 7 4; \}[\s\S]*class="edge removed"/,
    ],
  ])(
    '%s tells what is added from what is removed by colour and line, and has a legend',
    async (format, added, removed) => {
      const { stdout } = await network('diff', 'old', 'new', '--format', format);
      expect(stdout).toMatch(added);
      expect(stdout).toMatch(removed);
      for (const text of [
        'green, thick: allowed now',
        'red, dashed: allowed before',
        'blue, dotted: allowed before and now',
      ])
        expect(stdout).toContain(text);
    },
  );
});
