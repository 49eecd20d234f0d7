import fc from 'fast-check';
import { addressOf } from '../../src/analysis/network/cidr';
import { coveredRulesOf } from '../../src/analysis/network/covered-rules';
import { networkDifference } from '../../src/analysis/network/reachability/difference';
import { type Endpoint, endpointName, isWorkload } from '../../src/analysis/network/reachability/endpoints';
import { includes, PROTOCOLS, portsText } from '../../src/analysis/network/reachability/ports';
import { ReachabilityGraph } from '../../src/analysis/network/reachability/reachability';
import { ManifestSet } from '../../src/model/manifest-set';
import { isAllowed, type PodPoint, type Point } from './naive';

/** Larger and odder worlds than those of reachability.test.ts. `ODD_WORLDS=20000` tries more of them. */
const WORLDS = Number(process.env.ODD_WORLDS ?? 150);

/** Where ranges of ports begin and end, and beside. */
const NUMBERS = [1, 2, 79, 80, 8079, 8080, 8081, 9090, 32_767, 32_768, 65_534, 65_535];
const IPS = [
  ...[
    '0.0.0.0',
    '9.255.255.255',
    '10.0.0.0',
    '10.0.1.255',
    '10.0.2.0',
    '10.255.255.255',
    '169.254.169.254',
    '255.255.255.255',
  ],
  ...['::', '::1', '2001:db8::', '2001:db8:0:1::', '2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:2::'],
  ...['fe80::1', 'fd00:ec2::254', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];
const NAMESPACES = ['default', 'shop', 'data'];

const value = fc.constantFrom('a', 'b', 'c', '');
const labels = fc.dictionary(fc.constantFrom('app', 'tier', 'app.kubernetes.io/name'), value, { maxKeys: 3 });
const key = fc.constantFrom('app', 'tier', 'app.kubernetes.io/name', 'kubernetes.io/metadata.name', 'absent');
const expression = fc.oneof(
  fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist'), values: fc.constant([]) }),
  fc.record({
    key,
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.array(fc.constantFrom('a', 'b', 'c', '', ...NAMESPACES), { minLength: 1, maxLength: 3 }),
  }),
);
const expressions = fc.array(expression, { maxLength: 3 });
const selector = fc.oneof(
  fc.constantFrom<any>({}, { matchLabels: {} }, { matchExpressions: [] }, { matchLabels: {}, matchExpressions: [] }),
  fc.record({ matchLabels: labels }),
  fc.record({ matchExpressions: expressions }),
  fc.record({ matchLabels: labels, matchExpressions: expressions }),
  fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);
const ipBlock = fc.constantFrom<any>(
  { cidr: '0.0.0.0/0' },
  { cidr: '0.0.0.0/0', except: [] },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.169.254/32', '10.0.0.0/16'] },
  { cidr: '0.0.0.0/1', except: ['0.0.0.0/8'] },
  { cidr: '128.0.0.0/1' },
  { cidr: '10.0.0.0/8', except: ['10.0.0.0/23'] },
  { cidr: '10.0.0.0/23', except: ['10.0.0.0/24'] },
  { cidr: '10.0.1.7/24' },
  { cidr: '255.255.255.255/32' },
  { cidr: '::/0' },
  { cidr: '::/0', except: ['fe80::/10', 'fc00::/7', '::1/128'] },
  { cidr: '2001:db8::/32', except: ['2001:db8:0:1::/64'] },
  { cidr: '2001:db8:0:1::/64' },
  { cidr: '8000::/1', except: ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'] },
  { cidr: 'fd00:ec2::254/128' },
);
const optional = <T>(arbitrary: fc.Arbitrary<T>, ...others: any[]) =>
  fc.oneof({ weight: 3, arbitrary }, { weight: 1, arbitrary: fc.constantFrom(undefined, ...others) });
const peer = fc.oneof(
  { weight: 3, arbitrary: fc.record({ podSelector: selector }) },
  { weight: 3, arbitrary: fc.record({ namespaceSelector: selector }) },
  { weight: 4, arbitrary: fc.record({ podSelector: selector, namespaceSelector: selector }) },
  { weight: 3, arbitrary: fc.record({ ipBlock }) },
);
const protocol = fc.constantFrom(undefined, ...PROTOCOLS);
const port = fc.oneof(
  fc.record({ protocol }),
  fc.record({ protocol, port: fc.constantFrom<number | string>(...NUMBERS, 'http', 'metrics', 'absent') }),
  fc
    .tuple(protocol, fc.constantFrom(...NUMBERS), fc.constantFrom(...NUMBERS))
    .map(([own, one, other]) => ({ protocol: own, port: Math.min(one, other), endPort: Math.max(one, other) })),
);
const rule = (peers: 'from' | 'to') =>
  fc.record({
    [peers]: optional(fc.array(peer, { maxLength: 4 }), [], null),
    ports: optional(fc.array(port, { maxLength: 4 }), [], null),
  });
const policy = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  podSelector: optional(selector),
  policyTypes: fc.constantFrom(
    undefined,
    [],
    null,
    ['Ingress'],
    ['Egress'],
    ['Egress', 'Ingress'],
    ['Ingress', 'Ingress'],
  ),
  ingress: optional(fc.array(rule('from'), { maxLength: 3 }), [], null, [{}]),
  egress: optional(fc.array(rule('to'), { maxLength: 3 }), [], null, [{}]),
});
const containerPorts = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('http', 'metrics', undefined),
    containerPort: fc.constantFrom(...NUMBERS),
    protocol,
    hostPort: fc.constantFrom(undefined, 80),
  }),
  { maxLength: 4, selector: (each) => `${each.name ?? each.containerPort} ${each.protocol ?? 'TCP'}` },
);
const pod = fc.record({
  labels,
  ports: containerPorts,
  /** Those of a sidecar, whose ports count, and of an init container, whose ports do not. */
  sidecar: fc.constantFrom(undefined, 'Always'),
  sidecarPorts: containerPorts,
  hostNetwork: fc.constantFrom(undefined, false, true),
});
const workload = fc.record({
  kind: fc.constantFrom('Owned', 'Pod', 'Deployment', 'StatefulSet', 'CronJob', 'ReplicationController'),
  namespace: fc.constantFrom(...NAMESPACES),
  /** Whether it leaves its namespace out, where that is the default. */
  isBare: fc.boolean(),
  pod,
  /** Further pods of the same controller. */
  more: fc.array(pod, { maxLength: 2 }),
});
const world = fc.record({
  namespaces: fc.array(optional(labels), { minLength: NAMESPACES.length, maxLength: NAMESPACES.length }),
  workloads: fc.array(workload, { minLength: 1, maxLength: 6 }),
  policies: fc.array(policy, { maxLength: 7 }),
  seed: fc.nat(),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
type Workload = World['workloads'][0];

/** A pod with a controller, which is not among the objects, and others of it; or an object that makes pods. */
function objectsOf(own: Workload, name: string): any[] {
  if (own.kind !== 'Owned') return [objectOf(own, name)];
  return [own.pod, ...own.more].map((each, index) => {
    const object = objectOf({ ...own, kind: 'Pod', pod: each }, `${name}-${index}`);
    object.metadata.ownerReferences = [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid: name, controller: true },
    ];
    return object;
  });
}

function objectOf({ kind, namespace, isBare, pod: own }: Workload, name: string): any {
  const containers = [{ name: 'c', image: 'a/b:1', ports: own.ports }];
  const initContainers = [{ name: 'i', image: 'a/b:1', restartPolicy: own.sidecar, ports: own.sidecarPorts }];
  const spec = { hostNetwork: own.hostNetwork, initContainers, containers };
  const template = { metadata: { labels: own.labels }, spec };
  const metadata = { name, namespace: namespace === 'default' && isBare ? undefined : namespace };
  const object: { [kind: string]: any } = {
    Pod: { apiVersion: 'v1', metadata: { ...metadata, labels: own.labels }, spec },
    CronJob: { apiVersion: 'batch/v1', spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } } },
    ReplicationController: { apiVersion: 'v1', spec: { selector: own.labels, template } },
  };
  return {
    kind,
    metadata,
    ...(object[kind] ?? { apiVersion: 'apps/v1', spec: { selector: { matchLabels: own.labels }, template } }),
  };
}

/** Objects that change no answer. */
const BESIDE = [
  ...['ExternalName', 'ClusterIP'].map((type) => ({
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: type.toLowerCase(), namespace: 'shop' } },
    spec: { type, externalName: type === 'ExternalName' ? 'example.com' : undefined, ports: [{ port: 80 }] },
  })),
  {
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'all', namespace: 'shop' } },
    spec: {
      selector: { app: 'a' },
      ports: [
        { name: 'x', port: 80, targetPort: 'http' },
        { name: 'y', port: 81, protocol: 'UDP' },
      ],
    },
  },
  {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'all', namespace: 'shop' } },
    spec: {
      defaultBackend: { service: { name: 'externalname', port: { number: 80 } } },
      rules: [
        {
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'all', port: { name: 'x' } } } }],
          },
        },
        { http: { paths: [{ path: '/b', pathType: 'Prefix', backend: { resource: { kind: 'Bucket', name: 'b' } } }] } },
      ],
    },
  },
];

const plain = (each: any) => JSON.parse(JSON.stringify(each));

/** The objects of a world, in the order of its seed, and its policies. */
function worldOf({ namespaces, workloads, policies, seed }: World) {
  const made = policies.map(({ namespace, ...spec }, index) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `p${index}`, namespace } },
    spec: plain(spec),
  }));
  const known = namespaces.map((own, index) => ({ name: NAMESPACES[index] as string, own }));
  const objects = [
    ...known.flatMap(({ name, own }) =>
      own ? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: own } }] : [],
    ),
    ...workloads.flatMap((each, index) => objectsOf(each, `w${index}`).map(plain)),
    ...made,
    ...BESIDE.map(plain),
  ];
  const turned = [...objects.slice(seed % objects.length), ...objects.slice(0, seed % objects.length)];
  return { objects: turned, policies: made, known };
}

test('odd worlds equal a naive judge, point by point', () => {
  let asked = 0;
  fc.assert(
    fc.property(world, (sample) => {
      const { objects, policies: made, known } = worldOf(sample);
      const graph = ReachabilityGraph.of(ManifestSet.fromJson(objects));
      const points = new Map(
        sample.workloads.flatMap((each, index) => {
          const own = known.find(({ name }) => name === each.namespace)?.own ?? {};
          const namespaceLabels = { ...own, 'kubernetes.io/metadata.name': each.namespace };
          const isOwned = each.kind === 'Owned';
          return (isOwned ? [each.pod, ...each.more] : [each.pod]).map((one, at): [string, PodPoint] => {
            const { labels: podLabels, ports, sidecar, sidecarPorts, hostNetwork = false } = one;
            return [
              isOwned ? `w${index}-${at}` : `w${index}`,
              {
                ...{ namespace: each.namespace, labels: podLabels, hostNetwork, namespaceLabels },
                ports: sidecar ? [...ports, ...sidecarPorts] : ports,
              },
            ];
          });
        }),
      );
      const ends: [Point[], Endpoint][] = [
        ...graph.workloads.map((each): [Point[], Endpoint] => [
          each.pods.map(({ manifest }) => points.get(manifest.objectRef.name) as PodPoint),
          each,
        ]),
        ...IPS.map((ip): [Point[], Endpoint] => [[{ ip }], addressOf(ip) as Endpoint]),
      ];
      expect(ends.flatMap(([own]) => own)).toHaveLength(points.size + IPS.length);
      const listed = [...graph.edges([4, 6])];
      const judged = made.map((each) => ({
        ...each,
        spec: { ...each.spec, podSelector: each.spec.podSelector ?? {} },
      }));
      for (const [from, source] of ends)
        for (const [to, target] of ends) {
          if (source === target || !(isWorkload(source) || isWorkload(target))) continue;
          const ports = graph.portsBetween(source, target);
          const isEnd = (end: Endpoint, listedEnd: Endpoint) =>
            isWorkload(end) || isWorkload(listedEnd)
              ? end === listedEnd
              : end.family === listedEnd.family && listedEnd.first <= end.first && end.last <= listedEnd.last;
          const inList = listed.filter((edge) => isEnd(source, edge.source) && isEnd(target, edge.target));
          expect(inList.length).toBeLessThan(2);
          for (const each of PROTOCOLS)
            for (const number of NUMBERS) {
              asked += 1;
              const expected = from.some((one) => to.some((other) => isAllowed(judged, one, other, each, number)));
              const isListed = inList.some((edge) => includes(edge.ports, each, number));
              if (includes(ports, each, number) === expected && isListed === expected) continue;
              throw new Error(
                `${endpointName(source)} to ${endpointName(target)} on ${each} ${number} is ${expected}: ${portsText(ports)}`,
              );
            }
        }
    }),
    { numRuns: WORLDS },
  );
  expect(asked).toBeGreaterThan(WORLDS * 1000);
});

test('a difference is what both sides allow between each of their ends, and nothing else', () => {
  fc.assert(
    fc.property(world, fc.nat(7), (sample, kept) => {
      const { objects } = worldOf(sample);
      const isKept = ({ kind, metadata }: any) => kind !== 'NetworkPolicy' || Number(metadata.name.slice(1)) < kept;
      const [old, later] = [objects.filter(isKept), objects].map((each) =>
        ReachabilityGraph.of(ManifestSet.fromJson(plain(each))),
      ) as [ReachabilityGraph, ReachabilityGraph];
      const { before, after, changed } = networkDifference(old, later);
      const partner = (end: Endpoint) =>
        isWorkload(end) ? (before.workloads.find(({ name }) => name === end.name) as Endpoint) : end;
      const ends: Endpoint[] = [...after.workloads, ...IPS.map((ip) => addressOf(ip) as Endpoint)];
      const holds = (part: Endpoint, end: Endpoint) =>
        isWorkload(part) || isWorkload(end)
          ? endpointName(part) === endpointName(end)
          : part.family === end.family && part.first <= end.first && end.last <= part.last;
      // IPv6 is listed where a side names addresses of it.
      const families = new Set([...before.families, ...after.families]);
      for (const source of ends)
        for (const target of ends) {
          if (source === target || !(isWorkload(source) || isWorkload(target))) continue;
          if ([source, target].some((end) => !isWorkload(end) && !families.has(end.family))) continue;
          const [was, is] = [before.portsBetween(partner(source), partner(target)), after.portsBetween(source, target)];
          const found = changed.filter((edge) => holds(edge.source, source) && holds(edge.target, target));
          const expected = portsText(was) === portsText(is) ? [] : [[portsText(was), portsText(is)]];
          expect(found.map((edge) => [portsText(edge.before), portsText(edge.after)])).toEqual(expected);
        }
    }),
    { numRuns: WORLDS * 2 },
  );
});

test('a rule that is said to be redundant can be removed, one after the other', () => {
  let removed = 0;
  const graphOf = (objects: any[]) => ReachabilityGraph.of(ManifestSet.fromJson(objects));
  fc.assert(
    fc.property(world, (sample) => {
      const { objects } = worldOf(sample);
      const before = graphOf(plain(objects));
      for (;;) {
        const set = ManifestSet.fromJson(plain(objects));
        const covered = set.ofType('networking.k8s.io/NetworkPolicy').flatMap((each) => coveredRulesOf(each, set));
        const [first] = covered;
        if (!first) break;
        const { name, namespaceName } = first.policy.objectRef;
        const own: any = objects.find(
          ({ kind, metadata }: any) =>
            kind === 'NetworkPolicy' && metadata.name === name && metadata.namespace === namespaceName,
        );
        own.spec[first.direction.field].splice(first.number - 1, 1);
        removed += 1;
        const { changed, newlyIsolated } = networkDifference(before, graphOf(plain(objects)));
        expect([changed, newlyIsolated]).toEqual([[], []]);
      }
    }),
    { numRuns: WORLDS * 4 },
  );
  expect(removed).toBeGreaterThan(WORLDS / 10);
});
