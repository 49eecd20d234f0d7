import { ManifestSet, Reachability } from '../../src';
import { command, folder } from '../support/command-line';

const workload = (name: string, namespace = 'shop') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [{ name: 'main', image: 'ghcr.io/acme/a:1.0.0', ports: [{ name: 'http', containerPort: 8080 }] }],
      },
    },
  },
});

function reachability(spec: object) {
  const policy = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
  };
  const selector = { endpointSelector: { matchLabels: { app: 'web' } } };
  const objects = [
    workload('web'),
    workload('api'),
    workload('api', 'far'),
    { ...policy, spec: { ...selector, ...spec } },
  ];
  return Reachability.ofManifests(ManifestSet.fromJson(objects));
}

/** The ports on which web reaches others: of its namespace, of another one, and of the internet. */
const reached = (spec: object) => {
  const graph = reachability(spec);
  expect(graph.notes().filter((note) => note.includes('not part of the answer'))).toEqual([]);
  return ['shop/api', 'far/api', '198.51.100.0/24'].map((end) => graph.portsBetween('shop/web', end));
};
const NONE = 'No Connections';
const ALL = 'All Connections';
const toPorts = (...ports: object[]) => [{ ports }];
const http = toPorts({ port: '80', protocol: 'TCP' });

// What each rule allows is what the documentation of Cilium says: https://docs.cilium.io/en/stable/security/policy/language/
test.each<[string, object[], string[]]>([
  ['pods of its own namespace', [{ toEndpoints: [{}] }], [ALL, NONE, NONE]],
  [
    'pods by a label, on a port',
    [{ toEndpoints: [{ matchLabels: { 'k8s:app': 'api' } }], toPorts: http }],
    ['TCP 80', NONE, NONE],
  ],
  [
    'pods of another namespace',
    [{ toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'far', 'any:app': 'api' } }] }],
    [NONE, ALL, NONE],
  ],
  [
    'pods by an expression',
    [{ toEndpoints: [{ matchExpressions: [{ key: 'k8s:app', operator: 'NotIn', values: ['api'] }] }] }],
    [NONE, NONE, NONE],
  ],
  [
    'every port of a protocol, which is port 0',
    [{ toEndpoints: [{}], toPorts: toPorts({ port: '0', protocol: 'UDP' }) }],
    ['UDP 1-65535', NONE, NONE],
  ],
  [
    'any protocol of a port',
    [{ toEndpoints: [{}], toPorts: toPorts({ port: '53' }) }],
    ['SCTP 53,TCP 53,UDP 53', NONE, NONE],
  ],
  [
    'a range and a name',
    [
      {
        toEndpoints: [{}],
        toPorts: toPorts({ port: '7000', endPort: 7010, protocol: 'TCP' }, { port: 'http', protocol: 'TCP' }),
      },
    ],
    ['TCP 7000-7010,8080', NONE, NONE],
  ],
  [
    'requests to the DNS',
    [
      {
        toEndpoints: [{}],
        toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }], rules: { dns: [{ matchPattern: '*' }] } }],
      },
    ],
    ['UDP 53', NONE, NONE],
  ],
  ['a range of addresses', [{ toCIDR: ['198.51.0.0/16'] }], [NONE, NONE, ALL]],
  [
    'a range with a hole',
    [{ toCIDRSet: [{ cidr: '198.51.0.0/16', except: ['198.51.100.7/32'] }] }],
    [NONE, NONE, NONE],
  ],
  ['the world', [{ toEntities: ['world'], toPorts: http }], [NONE, NONE, 'TCP 80']],
  ['the cluster', [{ toEntities: ['cluster'] }], [ALL, ALL, NONE]],
  ['all', [{ toEntities: ['all'] }], [ALL, ALL, ALL]],
  ['every peer on a port', [{ toPorts: http }], ['TCP 80', 'TCP 80', 'TCP 80']],
  [
    'hosts, nodes and the API server, which are not in the set',
    [{ toFQDNs: [{ matchName: 'a.example.com' }] }, { toEntities: ['kube-apiserver', 'remote-node'] }],
    [NONE, NONE, NONE],
  ],
])('a CiliumNetworkPolicy allows %s', (_, egress, expected) => {
  expect(reached({ egress })).toEqual(expected);
});

test('a CiliumNetworkPolicy isolates the directions that it has rules for', () => {
  expect(reached({ ingress: [{ fromEntities: ['ingress'] }] })).toEqual([ALL, ALL, ALL]);
  const graph = reachability({ ingress: [{ fromEndpoints: [{}], toPorts: http }] });
  expect(graph.portsBetween('shop/api', 'shop/web')).toBe('TCP 80');
  expect(graph.portsBetween('far/api', 'shop/web')).toBe(NONE);
  expect(graph.explain('far/api', 'shop/web')).toContain(
    'ingress of shop/web[Deployment]: isolated by CiliumNetworkPolicy web',
  );
  expect(graph.explain('shop/api', 'shop/web')).toContain(
    '  ingress rule 1 of CiliumNetworkPolicy web allows shop/api[Deployment] on TCP 80',
  );
});

test.each<[string, object]>([
  ['denies', { egress: [{ toEndpoints: [{}] }], egressDeny: [{ toEndpoints: [{}] }] }],
  ['does not deny by default', { egress: [{ toEndpoints: [{}] }], enableDefaultDeny: { egress: false } }],
  [
    'allows some requests alone',
    { egress: [{ toEndpoints: [{}], toPorts: [{ ports: [{ port: '80' }], rules: { http: [{}] } }] }] },
  ],
  ['names Services', { egress: [{ toServices: [{ k8sService: { serviceName: 'api' } }] }] }],
  [
    'names labels of namespaces',
    { egress: [{ toEndpoints: [{ matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.team': 'a' } }] }] },
  ],
  ['names a group of ranges', { egress: [{ toCIDRSet: [{ cidrGroupRef: 'offices' }] }] }],
  ['allows ICMP', { egress: [{ icmps: [{ fields: [{ type: 8 }] }] }] }],
  ['has an empty list of peers, which selects none', { egress: [{ toEndpoints: [] }] }],
  ['requires labels', { egress: [{ toRequires: [{ matchLabels: { a: 'b' } }], toEndpoints: [{}] }] }],
  ['has an entity of another version', { egress: [{ toEntities: ['cluster-mesh'] }] }],
  ['has a field with another type', { egress: [{ toEndpoints: [{}], toPorts: [{ ports: 'all', rules: 3 }] }] }],
])('a CiliumNetworkPolicy that %s is not part of the answer, which says so', (_, spec) => {
  const graph = reachability(spec);
  expect(graph.portsBetween('shop/web', 'far/api')).toBe(ALL);
  expect(graph.notes()).toEqual([
    'CiliumNetworkPolicy (cilium.io) is not part of the answer, and may allow or deny more: shop/web',
  ]);
});

test('the command line tells what its answer leaves out', async () => {
  const policy = (name: string, spec: object) => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { endpointSelector: { matchLabels: { app: 'web' } }, ...spec },
  });
  const hosts = policy('hosts', { egress: [{ toFQDNs: [{ matchName: 'a.example.com' }] }] });
  const denial = policy('denial', { egressDeny: [{ toEntities: ['world'] }] });
  const cwd = folder({
    'all.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [workload('web'), hosts, denial] }),
  });
  const { code, stdout, stderr } = await command(['network', 'list', '.', '--format', 'json'], { cwd });
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    [{ src: '0.0.0.0-255.255.255.255[External]', dst: 'shop/web[Deployment]', conn: ALL }],
  ]);
  expect(stderr).toBe(
    'note: CiliumNetworkPolicy (cilium.io) is not part of the answer, and may allow or deny more: shop/denial\n' +
      'note: not listed, as they are neither workloads nor addresses: a.example.com of CiliumNetworkPolicy shop/hosts\n',
  );
});
