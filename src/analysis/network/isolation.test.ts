import type { PodTemplateView } from '../../model/manifest';
import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { hasPolicyFor, isolationOf } from './isolation';

const pod = (spec: any = {}, metadata: any = {}) =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web', tier: 'front' }, ...metadata },
    spec: { containers: [{ name: 'web' }], ...spec },
  });
const policy = (apiVersion: string, kind: string, body: any, namespace: string | undefined = 'shop') =>
  Manifest.fromJson({ apiVersion, kind, metadata: { name: 'web', namespace }, ...body });
const kubernetes = (spec: any, namespace?: string) =>
  policy('networking.k8s.io/v1', 'NetworkPolicy', { spec }, namespace);
const cilium = (body: any) => policy('cilium.io/v2', 'CiliumNetworkPolicy', body);
const ciliumClusterwide = (body: any) => policy('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', body, '');
const calico = (spec: any) => policy('crd.projectcalico.org/v1', 'NetworkPolicy', { spec });
const calicoGlobal = (spec: any) => policy('projectcalico.org/v3', 'GlobalNetworkPolicy', { spec }, '');
const admin = (subject: any) =>
  policy('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', { spec: { subject } }, '');
const namespace = Manifest.fromJson({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { team: 'a' } },
});

function judge(by: Manifest[], of = pod()): string {
  const { selected, ingress, egress } = isolationOf(
    of.podTemplate as PodTemplateView,
    ManifestSet.fromManifests([of, namespace, ...by]),
  );
  return [selected ? 'selected' : '', ingress ? 'ingress' : '', egress ? 'egress' : ''].join(' ').trim();
}

test.each<[string, Manifest[], string]>([
  ['no policy', [], ''],
  ['both types', [kubernetes({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })], 'selected ingress egress'],
  ['no types', [kubernetes({ podSelector: {} })], 'selected ingress'],
  ['no types, empty egress', [kubernetes({ podSelector: {}, egress: [] })], 'selected ingress'],
  ['no types, egress', [kubernetes({ podSelector: {}, egress: [{}] })], 'selected ingress egress'],
  ['egress alone', [kubernetes({ podSelector: {}, policyTypes: ['Egress'] })], 'selected  egress'],
  ['egress rules, types without', [kubernetes({ policyTypes: ['Ingress'], egress: [{}] })], 'selected ingress'],
  ['another namespace', [kubernetes({ podSelector: {} }, 'other')], ''],
  ['two labels', [kubernetes({ podSelector: { matchLabels: { app: 'web', tier: 'front' } } })], 'selected ingress'],
  ['two labels, one wrong', [kubernetes({ podSelector: { matchLabels: { app: 'web', tier: 'back' } } })], ''],
  [
    'two policies, each one direction',
    [
      kubernetes({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] }),
      kubernetes({ podSelector: { matchLabels: { tier: 'front' } }, policyTypes: ['Egress'] }),
    ],
    'selected ingress egress',
  ],
  [
    'NotIn, of a key that is absent',
    [kubernetes({ podSelector: { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] } })],
    'selected ingress',
  ],
  ['Cilium, all', [cilium({ spec: { endpointSelector: {}, ingress: [{}], egress: [{}] } })], 'selected ingress egress'],
  ...(
    [
      ['all', { fromEntities: ['all'] }],
      ['everything outside', { fromEntities: ['world'] }],
      ['all addresses', { fromCIDR: ['0.0.0.0/0'] }],
      ['all addresses but some', { fromCIDRSet: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }] }],
      ['all, on every port', { fromEntities: ['all'], toPorts: [{ ports: [{ port: '0', protocol: 'ANY' }] }] }],
      ['no peers, on every port', { toPorts: [{ ports: [{ port: '0' }] }] }],
      ['two lists of addresses', { fromCIDR: ['0.0.0.0/1'], fromCIDRSet: [{ cidr: '128.0.0.0/1' }] }],
    ] as [string, any][]
  ).map(([what, entry]): [string, Manifest[], string] => [
    `Cilium, open: ${what}`,
    [cilium({ spec: { endpointSelector: {}, ingress: [entry] } })],
    'selected',
  ]),
  ...(
    [
      ['pods of the namespace', { fromEndpoints: [{}] }],
      [
        'pods of all namespaces',
        { fromEndpoints: [{ matchExpressions: [{ key: 'io.kubernetes.pod.namespace', operator: 'Exists' }] }] },
      ],
      ['no peers, on one port', { toPorts: [{ ports: [{ port: '80' }] }] }],
      ['all, by requests', { fromEntities: ['all'], toPorts: [{ ports: [{ port: '80' }], rules: { http: [{}] } }] }],
      ['all, ping', { fromEntities: ['all'], icmps: [{ fields: [{ type: 8 }] }] }],
      ['an empty list of peers', { fromEndpoints: [] }],
      ['the nodes', { fromEntities: ['host', 'remote-node'] }],
      ['the cluster', { fromEntities: ['cluster'] }],
      ['half of the addresses', { fromCIDR: ['0.0.0.0/1'] }],
      ['null', { fromEntities: null, fromCIDR: null, toPorts: null }],
    ] as [string, any][]
  ).map(([what, entry]): [string, Manifest[], string] => [
    `Cilium, not open: ${what}`,
    [cilium({ spec: { endpointSelector: {}, ingress: [entry] } })],
    'selected ingress',
  ]),
  [
    'Cilium, open and denied',
    [
      cilium({
        spec: { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }], ingressDeny: [{ fromEntities: ['all'] }] },
      }),
    ],
    'selected ingress',
  ],
  [
    'Cilium, open but for one peer',
    [
      cilium({
        spec: {
          endpointSelector: {},
          ingress: [{ fromEntities: ['all'] }],
          ingressDeny: [{ fromCIDR: ['192.0.2.1/32'] }],
        },
      }),
    ],
    'selected',
  ],
  [
    'Cilium, open by two entries',
    [cilium({ spec: { endpointSelector: {}, ingress: [{ fromCIDR: ['0.0.0.0/1'] }, { fromCIDR: ['128.0.0.0/1'] }] } })],
    'selected',
  ],
  [
    'Cilium, fields of a wrong type',
    [
      cilium({
        spec: {
          endpointSelector: {},
          ingress: [{ fromEntities: 'all', fromCIDRSet: ['0.0.0.0/0'], fromEndpoints: {}, toPorts: 80, icmps: true }],
        },
      }),
    ],
    'selected ingress',
  ],
  [
    'Calico, fields of a wrong type',
    [calicoGlobal({ types: ['Ingress'], ingress: ['Allow', { action: 5, source: 'all' }, { source: null }] })],
    'selected ingress',
  ],
  [
    'Cilium, one direction open',
    [
      cilium({
        spec: { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }], egress: [{ toEntities: ['cluster'] }] },
      }),
    ],
    'selected  egress',
  ],
  [
    'Cilium, one of two policies open',
    [
      cilium({ spec: { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] } }),
      cilium({ spec: { endpointSelector: {}, ingress: [{}] } }),
    ],
    'selected ingress',
  ],
  ...(
    [
      ['an allowance', [{ action: 'Allow' }]],
      ['of all addresses', [{ action: 'Allow', source: { nets: ['0.0.0.0/0', '::/0'] } }]],
      ['but some', [{ action: 'Allow', source: { notNets: ['192.0.2.0/24'] } }]],
      ['after a narrow denial', [{ action: 'Deny', source: { nets: ['192.0.2.0/24'] } }, { action: 'Allow' }]],
      ['after a denial of one protocol', [{ action: 'Deny', protocol: 'UDP' }, { action: 'Allow' }]],
      ['after a log entry', [{ action: 'Log' }, { action: 'Allow' }]],
      ['passed on', [{ action: 'Pass' }]],
      ['with an empty peer', [{ action: 'Allow', source: {}, destination: {} }]],
    ] as [string, any[]][]
  ).map(([what, ingress]): [string, Manifest[], string] => [
    `Calico, open: ${what}`,
    [calicoGlobal({ order: 10, selector: 'all()', types: ['Ingress'], ingress })],
    'selected',
  ]),
  ...(
    [
      ['no rules', []],
      ['a denial', [{ action: 'Deny' }]],
      ['a denial before it', [{ action: 'Deny' }, { action: 'Allow' }]],
      ['one protocol', [{ action: 'Allow', protocol: 'TCP' }]],
      ['one port', [{ action: 'Allow', protocol: 'TCP', destination: { ports: [80] } }]],
      ['some pods', [{ action: 'Allow', source: { selector: "app == 'gw'" } }]],
      ['all pods', [{ action: 'Allow', source: { selector: 'all()' } }]],
      ['some namespaces', [{ action: 'Allow', source: { namespaceSelector: "team == 'a'" } }]],
      ['some accounts', [{ action: 'Allow', source: { serviceAccounts: { names: ['gw'] } } }]],
      ['some addresses', [{ action: 'Allow', source: { nets: ['10.0.0.0/8'] } }]],
      ['a log entry', [{ action: 'Log' }]],
    ] as [string, any[]][]
  ).map(([what, ingress]): [string, Manifest[], string] => [
    `Calico, not open: ${what}`,
    [calicoGlobal({ order: 10, selector: 'all()', types: ['Ingress'], ingress })],
    'selected ingress',
  ]),
  ['Cilium, no rules', [cilium({ spec: { endpointSelector: {} } })], 'selected'],
  ['Cilium, an empty list', [cilium({ spec: { endpointSelector: {}, ingress: [] } })], 'selected'],
  ['Cilium, deny', [cilium({ spec: { endpointSelector: {}, ingressDeny: [{}] } })], 'selected ingress'],
  [
    'Cilium, explicitly open',
    [cilium({ spec: { endpointSelector: {}, egress: [{}], enableDefaultDeny: { egress: false } } })],
    'selected',
  ],
  [
    'Cilium, specs',
    [
      cilium({
        specs: [
          { endpointSelector: { matchLabels: { app: 'db' } }, ingress: [{}] },
          { endpointSelector: { matchLabels: { 'any:app': 'web' } }, egress: [{}] },
        ],
      }),
    ],
    'selected  egress',
  ],
  ['Cilium, no selector', [cilium({ spec: { ingress: [{}] } })], ''],
  ['Cilium, null', [cilium({ spec: null, specs: null })], ''],
  [
    'Cilium, labels of another source',
    [cilium({ spec: { endpointSelector: { matchLabels: { 'reserved:app': 'web' } }, ingress: [{}] } })],
    '',
  ],
  [
    'Cilium, clusterwide, by namespace and account',
    [
      ciliumClusterwide({
        spec: {
          endpointSelector: {
            matchLabels: {
              'k8s:io.kubernetes.pod.namespace': 'shop',
              'io.cilium.k8s.policy.serviceaccount': 'default',
              'io.cilium.k8s.namespace.labels.team': 'a',
            },
          },
          ingress: [{}],
        },
      }),
    ],
    'selected ingress',
  ],
  ['Cilium, clusterwide, nodes', [ciliumClusterwide({ spec: { nodeSelector: {}, ingress: [{}] } })], ''],
  ['Calico, all()', [calico({ selector: 'all()', types: ['Ingress', 'Egress'] })], 'selected ingress egress'],
  ['Calico, empty', [calico({ selector: '' })], 'selected ingress'],
  ['Calico, egress rules', [calico({ egress: [{}] })], 'selected  egress'],
  ['Calico, both rules', [calico({ ingress: [{}], egress: [{}] })], 'selected ingress egress'],
  ['Calico, a selector that cannot be decided', [calico({ selector: "app == 'web'" })], ''],
  ['Calico, some accounts', [calico({ selector: 'all()', serviceAccountSelector: "role == 'x'" })], ''],
  ['Calico, global', [calicoGlobal({ types: ['Egress'] })], 'selected  egress'],
  ['Calico, global, some namespaces', [calicoGlobal({ namespaceSelector: "team == 'a'" })], ''],
  ['Calico, global, for hosts', [calicoGlobal({ selector: 'all()', preDNAT: true })], ''],
  ['admin policy, all namespaces', [admin({ namespaces: {} })], 'selected'],
  ['admin policy, by label', [admin({ namespaces: { matchLabels: { team: 'a' } } })], 'selected'],
  [
    'admin policy, by the label that the API server adds',
    [admin({ namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } })],
    'selected',
  ],
  ['admin policy, another label', [admin({ namespaces: { matchLabels: { team: 'b' } } })], ''],
  ['admin policy, pods', [admin({ pods: { namespaceSelector: {}, podSelector: {} } })], 'selected'],
  [
    'admin policy, other pods',
    [admin({ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'db' } } } })],
    '',
  ],
  ['admin policy, nothing', [admin(undefined)], ''],
])('%s', (_, by, expected) => {
  expect(judge(by)).toBe(expected);
});

test('absent and default are one namespace, on both sides', () => {
  expect(judge([kubernetes({}, 'default')], pod({}, { namespace: undefined }))).toBe('selected ingress');
  expect(judge([kubernetes({}, '')], pod({}, { namespace: 'default' }))).toBe('selected ingress');
});

test('a pod without labels is selected by an empty selector', () => {
  const bare = pod({}, { labels: null });
  expect(judge([kubernetes({ podSelector: {} })], bare)).toBe('selected ingress');
  expect(judge([kubernetes({ podSelector: { matchLabels: { app: 'web' } } })], bare)).toBe('');
});

test('Cilium selects by service account', () => {
  const matchLabels = { 'io.cilium.k8s.policy.serviceaccount': 'web' };
  const by = [cilium({ spec: { endpointSelector: { matchLabels }, ingress: [{}] } })];
  expect(judge(by, pod({ serviceAccountName: 'web' }))).toBe('selected ingress');
  expect(judge(by)).toBe('');
});

test('the time grows with the number of objects, not with its square', () => {
  const count = 4000;
  const objects = Array.from({ length: count }, (_, index) => {
    const labels = { app: `app-${index}` };
    return [pod({}, { name: `pod-${index}`, labels }), kubernetes({ podSelector: { matchLabels: labels } })];
  }).flat();
  const all = ManifestSet.fromManifests(objects);
  const open = objects.filter(({ podTemplate }) => podTemplate && !isolationOf(podTemplate, all).ingress);
  expect(open).toEqual([]);
});

describe('a policy for a namespace', () => {
  const notIn = { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] };
  const ofPods = (podSelector: any) => admin({ pods: { namespaceSelector: {}, podSelector } });
  const ciliumFor = (matchLabels: any) =>
    ciliumClusterwide({ spec: { endpointSelector: { matchLabels }, ingress: [{}] } });

  test.each<[string, Manifest[], boolean]>([
    ['none', [], false],
    ['its own', [kubernetes({ podSelector: { matchLabels: { app: 'db' } } })], true],
    ['its own, of Cilium', [cilium({ spec: null })], true],
    ['its own, of Calico', [calico({ selector: "app == 'web'" })], true],
    ['of another namespace', [kubernetes({}, 'other')], false],
    ['Cilium, all', [ciliumFor({})], true],
    ['Cilium, all pods of the namespace', [ciliumFor({ 'k8s:io.kubernetes.pod.namespace': 'shop' })], true],
    ['Cilium, by a label of the namespace', [ciliumFor({ 'io.cilium.k8s.namespace.labels.team': 'a' })], true],
    ['Cilium, another namespace', [ciliumFor({ 'io.kubernetes.pod.namespace': 'other' })], false],
    ['Cilium, by another label of it', [ciliumFor({ 'io.cilium.k8s.namespace.labels.team': 'b' })], false],
    ['Cilium, some pods', [ciliumFor({ app: 'web' })], false],
    ['Cilium, one account', [ciliumFor({ 'io.cilium.k8s.policy.serviceaccount': 'default' })], false],
    ['Cilium, pods without a label', [ciliumClusterwide({ spec: { endpointSelector: notIn, egress: [{}] } })], false],
    ['Calico, all', [calicoGlobal({ selector: 'all()' })], true],
    ['Calico, some', [calicoGlobal({ selector: "app == 'web'" })], false],
    ['admin policy, namespaces', [admin({ namespaces: { matchLabels: { team: 'a' } } })], true],
    ['admin policy, other namespaces', [admin({ namespaces: { matchLabels: { team: 'b' } } })], false],
    ['admin policy, all pods', [ofPods({})], true],
    ['admin policy, some pods', [ofPods({ matchLabels: { app: 'web' } })], false],
    ['admin policy, pods without a label', [ofPods(notIn)], false],
    ['admin policy, no selector of pods', [ofPods(undefined)], false],
  ])('%s', (_, by, expected) => {
    expect(hasPolicyFor('shop', ManifestSet.fromManifests([namespace, ...by]))).toBe(expected);
  });
});
