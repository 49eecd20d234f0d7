import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { addressOf } from '../../src/analysis/network/cidr';
import { networkDifference } from '../../src/analysis/network/reachability/difference';
import { type Endpoint, endpointName, isWorkload } from '../../src/analysis/network/reachability/endpoints';
import { explain } from '../../src/analysis/network/reachability/explain';
import { includes, type Protocol, portsOf, portsText } from '../../src/analysis/network/reachability/ports';
import { ReachabilityGraph } from '../../src/analysis/network/reachability/reachability';
import { ManifestSet } from '../../src/model/manifest-set';
import { isAllowed, type PodPoint, type Point } from './naive';

const KINDS = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'] as const;
const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];
/** Where intervals begin and end, and beside. */
const PORTS = [1, 79, 80, 81, 85, 90, 91, 443, 65_535];
const IPS = [
  '9.255.255.255',
  '10.0.0.0',
  '10.0.0.7',
  '10.0.0.8',
  '192.0.2.1',
  '2001:db8::1',
  '2001:db8:1::1',
  'fd00::1',
];

const label = fc.constantFrom('a', 'b');
const labels = fc.dictionary(fc.constantFrom('app', 'tier'), label, { maxKeys: 2 });
const expression = fc.oneof(
  fc.record({ key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  fc.record({
    key: fc.constantFrom('app', 'tier', 'kubernetes.io/metadata.name'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.array(fc.constantFrom('a', 'b', 'n0'), { minLength: 1, maxLength: 2 }),
  }),
);
const selector = fc.oneof(
  fc.constant({}),
  labels.map((matchLabels) => ({ matchLabels })),
  fc.array(expression, { minLength: 1, maxLength: 2 }).map((matchExpressions) => ({ matchExpressions })),
);
const block = fc.constantFrom(
  { cidr: '0.0.0.0/0' },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '192.0.2.0/24'] },
  { cidr: '10.0.0.0/28', except: ['10.0.0.8/29'] },
  { cidr: '192.0.2.1/32' },
  { cidr: '::/0', except: ['fc00::/7'] },
  { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] },
);
const peer = fc.oneof(
  { weight: 3, arbitrary: selector.map((podSelector) => ({ podSelector })) },
  { weight: 2, arbitrary: selector.map((namespaceSelector) => ({ namespaceSelector })) },
  { weight: 3, arbitrary: fc.record({ podSelector: selector, namespaceSelector: selector }) },
  { weight: 2, arbitrary: block.map((ipBlock) => ({ ipBlock })) },
);
const protocol = fc.option(fc.constantFrom(...PROTOCOLS), { nil: undefined });
const port = fc.oneof(
  fc.record({ protocol, port: fc.constantFrom<number | string>(80, 81, 443, 'http', 'dns') }),
  fc.record({ protocol, port: fc.constant(80), endPort: fc.constantFrom(80, 85, 90) }),
  fc.record({ protocol }),
);
const maybe = <T>(list: fc.Arbitrary<T[]>) => fc.option(list, { nil: undefined });
const rule = (field: 'from' | 'to') =>
  fc.record({ [field]: maybe(fc.array(peer, { maxLength: 3 })), ports: maybe(fc.array(port, { maxLength: 3 })) });
const policy = fc.record({
  namespace: fc.constantFrom('n0', 'n1'),
  podSelector: selector,
  policyTypes: fc.constantFrom(undefined, [], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  ingress: maybe(fc.array(rule('from'), { maxLength: 3 })),
  egress: maybe(fc.array(rule('to'), { maxLength: 3 })),
});
const container = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('http', 'dns', undefined),
    containerPort: fc.constantFrom(80, 81, 443),
    protocol,
  }),
  { maxLength: 3, selector: ({ name, protocol: own }) => `${name}${own ?? 'TCP'}` },
);
const workload = fc.record({
  kind: fc.constantFrom(...KINDS),
  namespace: fc.constantFrom('n0', 'n1'),
  labels,
  ports: container,
  hostNetwork: fc.boolean(),
});

interface World {
  readonly objects: any[];
  readonly policies: any[];
  readonly points: { readonly [name: string]: PodPoint };
}

const world = fc
  .record({
    namespaces: fc.tuple(labels, labels),
    workloads: fc.array(workload, { minLength: 1, maxLength: 4 }),
    policies: fc.array(policy, { maxLength: 5 }),
  })
  .map(({ namespaces, workloads, policies }): World => {
    const namesOf = (index: number) => ({ ...namespaces[index], 'kubernetes.io/metadata.name': `n${index}` });
    const made = policies.map(({ namespace, ...spec }, index) =>
      JSON.parse(
        JSON.stringify({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: `p${index}`, namespace },
          spec,
        }),
      ),
    );
    return {
      policies: made,
      objects: [
        ...namespaces.map((own, index) => ({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: `n${index}`, labels: own },
        })),
        ...workloads.map((each, index) => objectOf(each, `w${index}`)),
        ...made,
      ],
      points: Object.fromEntries(
        workloads.map((each, index) => [
          `${each.namespace}/w${index}[${each.kind}]`,
          { ...each, namespaceLabels: namesOf(Number(each.namespace[1])) },
        ]),
      ),
    };
  });

function objectOf({ kind, namespace, labels: own, ports, hostNetwork }: any, name: string): any {
  const spec = { hostNetwork, containers: [{ name: 'c', image: 'a/b:1', ports: JSON.parse(JSON.stringify(ports)) }] };
  const template = { metadata: { labels: own }, spec };
  const metadata = { name, namespace };
  switch (kind) {
    case 'Pod':
      return { apiVersion: 'v1', kind, metadata: { ...metadata, labels: own }, spec };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { template } };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind,
        metadata,
        spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } },
      };
    default:
      return { apiVersion: 'apps/v1', kind, metadata, spec: { selector: { matchLabels: own }, template } };
  }
}

function graphOf(objects: readonly any[]): ReachabilityGraph {
  return ReachabilityGraph.of(ManifestSet.fromJson([...objects]));
}

function linesOf(graph: ReachabilityGraph): string[] {
  return [...graph.edges()].map(
    ({ source, target, ports }) => `${endpointName(source)} => ${endpointName(target)}: ${portsText(ports)}`,
  );
}

test('it equals a naive judge, point by point, in 2,000 worlds', () => {
  let points = 0;
  fc.assert(
    fc.property(world, ({ objects, policies, points: pods }) => {
      const graph = graphOf(objects);
      expect(graph.workloads.map(({ name }) => name)).toEqual(Object.keys(pods).sort());
      const ends: [Point, Endpoint][] = [
        ...graph.workloads.map((each): [Point, Endpoint] => [pods[each.name] as PodPoint, each]),
        ...IPS.map((ip): [Point, Endpoint] => [{ ip }, addressOf(ip) as Endpoint]),
      ];
      for (const [from, source] of ends)
        for (const [to, target] of ends) {
          if (source === target || !(isWorkload(source) || isWorkload(target))) continue;
          const ports = graph.portsBetween(source, target);
          for (const each of PROTOCOLS)
            for (const number of PORTS) {
              points += 1;
              if (includes(ports, each, number) === isAllowed(policies, from, to, each, number)) continue;
              throw new Error(
                `${endpointName(source)} to ${endpointName(target)} on ${each} ${number}: ${portsText(ports)}`,
              );
            }
        }
    }),
    { numRuns: 2000 },
  );
  expect(points).toBeGreaterThan(1_000_000);
});

test('what is listed is what is allowed between its ends', () => {
  fc.assert(
    fc.property(world, ({ objects }) => {
      const graph = graphOf(objects);
      const listed = new Map<string, string>();
      for (const { source, target, ports } of graph.edges()) {
        listed.set(`${endpointName(source)} ${endpointName(target)}`, portsText(ports));
        expect(portsText(graph.portsBetween(source, target))).toBe(portsText(ports));
        expect(explain(graph, source, target).sentences[0]).toContain(portsText(ports));
      }
      for (const source of graph.workloads)
        for (const target of graph.workloads)
          if (source !== target)
            expect(listed.get(`${source.name} ${target.name}`) ?? 'No Connections').toBe(
              portsText(graph.portsBetween(source, target)),
            );
    }),
    { numRuns: 300 },
  );
});

describe('laws', () => {
  const check = (law: (one: World) => void) => fc.assert(fc.property(world, law), { numRuns: 200 });
  const changed = (one: readonly any[], other: readonly any[]) =>
    networkDifference(graphOf(one), graphOf(other)).changed;

  test('the order of objects and rules does not matter', () => {
    check(({ objects }) => {
      const turned = structuredClone(objects).reverse();
      for (const { kind, spec } of turned) {
        if (kind !== 'NetworkPolicy') continue;
        for (const each of [...(spec.ingress ?? []), ...(spec.egress ?? [])])
          for (const list of [each.from, each.to, each.ports]) list?.reverse();
        spec.ingress?.reverse();
        spec.egress?.reverse();
      }
      expect(linesOf(graphOf(turned))).toEqual(linesOf(graphOf(objects)));
    });
  });

  test('explicit policy types equal those that the API server sets', () => {
    check(({ objects }) => {
      const explicit = structuredClone(objects);
      for (const { kind, spec } of explicit)
        if (kind === 'NetworkPolicy' && !(spec.policyTypes?.length > 0))
          spec.policyTypes = spec.egress?.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
      expect(linesOf(graphOf(explicit))).toEqual(linesOf(graphOf(objects)));
    });
  });

  test('one rule for each port and each peer equals one rule for all of them', () => {
    check(({ objects }) => {
      const split = structuredClone(objects);
      const each = (list: any[] | undefined) => (list?.length ? list.map((item) => [item]) : [list]);
      for (const { kind, spec } of split) {
        if (kind !== 'NetworkPolicy') continue;
        for (const [field, peers] of [
          ['ingress', 'from'],
          ['egress', 'to'],
        ] as const)
          if (spec[field])
            spec[field] = spec[field].flatMap((own: any) =>
              each(own[peers]).flatMap((some) => each(own.ports).map((ports) => ({ [peers]: some, ports }))),
            );
      }
      expect(linesOf(graphOf(split))).toEqual(linesOf(graphOf(objects)));
    });
  });

  test('a range of ports equals its ports', () => {
    check(({ objects }) => {
      const single = structuredClone(objects);
      for (const { kind, spec } of single)
        if (kind === 'NetworkPolicy')
          for (const own of [...(spec.ingress ?? []), ...(spec.egress ?? [])])
            own.ports = own.ports?.flatMap(({ endPort, ...rest }: any) =>
              endPort === undefined
                ? rest
                : Array.from({ length: endPort - rest.port + 1 }, (_, index) => ({ ...rest, port: rest.port + index })),
            );
      expect(linesOf(graphOf(single))).toEqual(linesOf(graphOf(objects)));
    });
  });

  test('a policy that isolates nothing that was open only adds', () => {
    fc.assert(
      fc.property(world, policy, ({ objects, policies }, more) => {
        const all = {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
        };
        const closed = [
          ...objects,
          ...['n0', 'n1'].map((namespace) => ({ ...all, metadata: { name: 'deny', namespace } })),
        ];
        const { namespace, ...spec } = more;
        const added = JSON.parse(JSON.stringify({ ...all, metadata: { name: 'more', namespace }, spec }));
        const lost = changed(closed, [...closed, added]).filter(
          ({ before, after }) => portsText(before) !== 'No Connections' && portsText(after) === 'No Connections',
        );
        expect([policies.length, lost]).toEqual([policies.length, []]);
      }),
      { numRuns: 200 },
    );
  });

  test('a graph does not differ from itself', () => {
    check(({ objects }) => expect(changed(objects, objects)).toEqual([]));
  });
});

const WORLDS = join(__dirname, '..', '..', '..', 'shared', 'corpus', 'netpol-worlds.jsonl');
const testOfWorlds = existsSync(WORLDS) ? test : test.skip;

testOfWorlds('it gives the answers of netpol-analyzer in 400 worlds', () => {
  const worlds = readFileSync(WORLDS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(worlds).toHaveLength(400);
  for (const { id, objects, connections } of worlds) {
    const ours = [...graphOf(objects).edges()].map(({ source, target, ports }) => ({
      src: endpointName(source).replace('[External]', ''),
      dst: endpointName(target).replace('[External]', ''),
      conn: portsText(ports),
    }));
    const starts = startsOf([...ours, ...connections]);
    expect([id, pointsOf(ours, starts)]).toEqual([id, pointsOf(connections, starts)]);
  }
});

const RANGE = /^([\d.]+)-([\d.]+)$/;
const numberOf = (ip = '') => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

interface Connection {
  readonly src: string;
  readonly dst: string;
  readonly conn: string;
}

/** Where any range begins or ends: between two of them, all addresses are alike. */
function startsOf(connections: readonly Connection[]): number[] {
  const ranges = connections.flatMap(({ src, dst }) => [src, dst]).flatMap((end) => RANGE.exec(end) ?? []);
  const found = new Set([0]);
  for (const end of ranges.filter((text) => RANGE.test(text))) {
    const [, first, last] = RANGE.exec(end) ?? [];
    found.add(numberOf(first)).add(numberOf(last) + 1);
  }
  return [...found].sort((a, b) => a - b);
}

function pointsOf(connections: readonly Connection[], starts: readonly number[]): string[] {
  const partsOf = (end: string): (string | number)[] => {
    const [, first, last] = RANGE.exec(end) ?? [];
    if (first === undefined) return [end];
    return starts.filter((start) => numberOf(first) <= start && start <= numberOf(last));
  };
  return connections
    .flatMap(({ src, dst, conn }) =>
      partsOf(src).flatMap((from) => partsOf(dst).map((to) => `${from} => ${to}: ${intervalsOf(conn)}`)),
    )
    .sort();
}

/** The analyzer does not join intervals that touch. */
function intervalsOf(conn: string): string {
  if (conn === 'All Connections') return conn;
  const ports: { [name: string]: [number, number][] } = {};
  let name = '';
  for (const part of conn.split(',')) {
    const [, own = name, first, last = first] = /^(?:([A-Z]+) )?(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    name = own;
    const list = ports[name] ?? [];
    ports[name] = list;
    const before = list.at(-1);
    if (before && Number(first) === before[1] + 1) before[1] = Number(last);
    else list.push([Number(first), Number(last)]);
  }
  return JSON.stringify(Object.entries(ports).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('an explanation', () => {
  const objects = [
    objectOf({ kind: 'Deployment', namespace: 'shop', labels: { app: 'web' }, ports: [] }, 'web'),
    objectOf(
      { kind: 'StatefulSet', namespace: 'shop', labels: { app: 'db' }, ports: [{ name: 'sql', containerPort: 5432 }] },
      'db',
    ),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'db', namespace: 'shop' },
      spec: {
        podSelector: { matchLabels: { app: 'db' } },
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 'sql' }] }],
      },
    },
  ];
  const graph = graphOf(objects);
  const [db, web] = graph.workloads;

  test('names the policies and rules that allow', () => {
    expect(explain(graph, web as Endpoint, db as Endpoint).sentences).toEqual([
      'shop/web[Deployment] can reach shop/db[StatefulSet]: TCP 5432',
      'egress of shop/web[Deployment]: no NetworkPolicy isolates it, so everything is allowed',
      'ingress of shop/db[StatefulSet]: isolated by NetworkPolicy db',
      '  ingress rule 1 of NetworkPolicy db allows shop/web[Deployment] on TCP 5432',
    ]);
  });

  test('says where nothing allows', () => {
    expect(explain(graph, web as Endpoint, db as Endpoint, portsOf('TCP', 80, 80)).sentences).toEqual([
      'shop/web[Deployment] cannot reach shop/db[StatefulSet] on TCP 80',
      'egress of shop/web[Deployment]: no NetworkPolicy isolates it, so everything is allowed',
      'ingress of shop/db[StatefulSet]: isolated by NetworkPolicy db',
      '  no ingress rule allows shop/web[Deployment]',
    ]);
  });
});

describe('pods of one controller', () => {
  const pod = (name: string, labels: object, port = 80) => ({
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: {
      ...{ name, namespace: 'shop', labels },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'a', controller: true }],
    },
    spec: { containers: [{ name: 'c', image: 'a/b:1', ports: [{ name: 'sql', containerPort: port }] }] },
  });
  const numbered = (index: number) => ({ app: 'db', 'statefulset.kubernetes.io/pod-name': `db-${index}` });
  const policy = (matchLabels: object) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p', namespace: 'shop' } },
    spec: { podSelector: { matchLabels } },
  });
  const names = (...objects: object[]) => graphOf(objects).workloads.map(({ name }) => name);

  test('are one workload', () => {
    const pods = [0, 1].map((index) => pod(`db-${index}`, numbered(index)));
    expect(names(...pods)).toEqual(['shop/db[StatefulSet]']);
    expect(names(...pods, policy({ app: 'db' }), policy({ app: 'web' }))).toEqual(['shop/db[StatefulSet]']);
  });

  test('are workloads of their own where a policy tells them apart', () => {
    const pods = [0, 1].map((index) => pod(`db-${index}`, numbered(index)));
    const graph = graphOf([...pods, policy({ 'statefulset.kubernetes.io/pod-name': 'db-0' })]);
    expect(linesOf(graph)).toEqual([
      'shop/db-0[Pod] => shop/db-1[Pod]: All Connections',
      'shop/db-0[Pod] => 0.0.0.0-255.255.255.255[External]: All Connections',
      'shop/db-1[Pod] => 0.0.0.0-255.255.255.255[External]: All Connections',
      '0.0.0.0-255.255.255.255[External] => shop/db-1[Pod]: All Connections',
    ]);
  });

  test('are workloads of their own where a name stands for other ports', () => {
    expect(names(pod('db-0', {}), pod('db-1', {}, 81))).toEqual(['shop/db-0[Pod]', 'shop/db-1[Pod]']);
  });
});

describe('what an Ingress leads to', () => {
  const service = (ports: object[], spec: object = { selector: { app: 'web' } }) => ({
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { ports, ...spec } },
  });
  const backend = (port: object) => ({ service: { name: 'web', port } });
  const ingress = (spec: object) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', namespace: 'shop' }, spec },
  });
  const path = (port: object) => ({ http: { paths: [{ path: '/', pathType: 'Prefix', backend: backend(port) }] } });
  const web = objectOf(
    { kind: 'Pod', namespace: 'shop', labels: { app: 'web' }, ports: [{ name: 'http', containerPort: 8080 }] },
    'web',
  );
  const PORTS = [
    { name: 'a', port: 80, targetPort: 'http' },
    { name: 'b', port: 81, targetPort: 9090 },
    { name: 'c', port: 82, protocol: 'UDP' },
  ];
  const entrances = (...objects: object[]) =>
    graphOf([web, ...objects]).entrances.map(({ workload, ports }) => `${workload.name}: ${portsText(ports)}`);

  test.each<[string, object, string[]]>([
    ['by the number of a port', { rules: [path({ number: 81 })] }, ['shop/web[Pod]: TCP 9090']],
    ['by the name of a port', { defaultBackend: backend({ name: 'a' }) }, ['shop/web[Pod]: TCP 8080']],
    [
      'twice',
      { defaultBackend: backend({ name: 'a' }), rules: [path({ number: 81 })] },
      ['shop/web[Pod]: TCP 8080,9090'],
    ],
    ['by a port that the Service has not', { rules: [path({ number: 8080 })] }, ['shop/web[Pod]: No Connections']],
  ])('%s', (_, spec, expected) => {
    expect(entrances(service(PORTS), ingress(spec))).toEqual(expected);
  });

  test.each<[string, object[]]>([
    ['no Service', []],
    ['a Service without selector', [service(PORTS, {})]],
    [
      'an ExternalName',
      [service(PORTS, { type: 'ExternalName', externalName: 'example.com', selector: { app: 'web' } })],
    ],
    ['no pod', [service(PORTS, { selector: { app: 'api' } })]],
  ])('%s', (_, services) => {
    expect(entrances(...services, ingress({ defaultBackend: backend({ number: 80 }) }))).toEqual([]);
  });
});
