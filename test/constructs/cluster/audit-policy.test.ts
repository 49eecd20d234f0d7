import { App } from 'cdk8s';
import { type AuditedRequest, AuditLevel, AuditPolicy, type AuditPolicyProps, AuditPreset } from 'cdk8s-hardened';
import { readYaml } from '../../../src/yaml/read';

const { NONE, METADATA, REQUEST, REQUEST_RESPONSE } = AuditLevel;
const policy = (props: AuditPolicyProps = {}) => new AuditPolicy(new App(), 'audit', props);
const RBAC = 'rbac.authorization.k8s.io';
const UNAUTHENTICATED = ['system:unauthenticated'];
const NODE = 'system:node:worker-1';

/** Each with the levels of the presets BALANCED, NSA, METADATA: as research/cluster.md §3 evaluated them. */
const PROBES: [request: AuditedRequest, balanced: AuditLevel, nsa: AuditLevel][] = [
  [{ verb: 'get', resource: 'secrets', namespaceName: 'a' }, METADATA, METADATA],
  [{ verb: 'create', resource: 'secrets', namespaceName: 'a' }, METADATA, METADATA],
  [{ verb: 'watch', resource: 'secrets', user: NODE }, METADATA, METADATA],
  [{ verb: 'update', resource: 'configmaps', namespaceName: 'kube-system' }, METADATA, METADATA],
  [{ verb: 'create', resource: 'serviceaccounts/token', namespaceName: 'a' }, METADATA, METADATA],
  [{ verb: 'create', apiGroup: 'authentication.k8s.io', resource: 'tokenreviews' }, METADATA, METADATA],
  [{ verb: 'create', resource: 'pods', namespaceName: 'a' }, REQUEST_RESPONSE, REQUEST_RESPONSE],
  [{ verb: 'patch', apiGroup: 'apps', resource: 'deployments/scale' }, REQUEST_RESPONSE, REQUEST_RESPONSE],
  [{ verb: 'create', apiGroup: 'batch', resource: 'cronjobs' }, REQUEST_RESPONSE, REQUEST_RESPONSE],
  [{ verb: 'list', resource: 'pods', namespaceName: 'a' }, METADATA, REQUEST_RESPONSE],
  [{ verb: 'create', resource: 'pods/exec', namespaceName: 'a' }, METADATA, REQUEST_RESPONSE],
  [{ verb: 'get', resource: 'nodes/proxy' }, METADATA, REQUEST_RESPONSE],
  [{ verb: 'create', apiGroup: RBAC, resource: 'clusterrolebindings' }, REQUEST_RESPONSE, REQUEST_RESPONSE],
  [{ verb: 'list', resource: 'pods', groups: UNAUTHENTICATED }, METADATA, REQUEST_RESPONSE],
  [{ verb: 'get', path: '/api', groups: UNAUTHENTICATED }, METADATA, REQUEST_RESPONSE],
  [{ verb: 'get', path: '/api' }, NONE, REQUEST_RESPONSE],
  [{ verb: 'get', path: '/healthz', groups: UNAUTHENTICATED }, NONE, REQUEST_RESPONSE],
  [{ verb: 'create', resource: 'events', namespaceName: 'a' }, NONE, REQUEST_RESPONSE],
  [{ verb: 'update', resource: 'nodes/status', user: NODE }, REQUEST, REQUEST_RESPONSE],
  [
    {
      verb: 'update',
      apiGroup: 'coordination.k8s.io',
      resource: 'leases',
      namespaceName: 'kube-node-lease',
      user: NODE,
    },
    NONE,
    REQUEST_RESPONSE,
  ],
  [{ verb: 'create', apiGroup: 'shop.example', resource: 'orders' }, METADATA, REQUEST_RESPONSE],
];

test.each(PROBES)('%j', (request, balanced, nsa) => {
  expect(policy().levelOf(request)).toBe(balanced);
  expect(policy({ preset: AuditPreset.NSA }).levelOf(request)).toBe(nsa);
  expect(policy({ preset: AuditPreset.METADATA }).levelOf(request)).toBe(METADATA);
});

test('further credentials are never logged with bodies, whatever rules say', () => {
  const orders = { apiGroup: 'shop.example', resources: ['orders'] };
  const rules = [{ level: REQUEST_RESPONSE, resources: [orders, { resources: ['secrets'] }] }];
  const own = policy({ preset: AuditPreset.NSA, credentials: [orders], rules });
  expect(own.levelOf({ verb: 'create', apiGroup: 'shop.example', resource: 'orders' })).toBe(METADATA);
  expect(own.levelOf({ verb: 'create', resource: 'secrets' })).toBe(METADATA);
});

test('rules of the author come before the rest of the preset', () => {
  const orders = { apiGroup: 'shop.example', resources: ['orders'] };
  const own = policy({ rules: [{ level: REQUEST, verbs: ['create'], resources: [orders] }] });
  expect(own.levelOf({ verb: 'create', apiGroup: 'shop.example', resource: 'orders' })).toBe(REQUEST);
  expect(own.levelOf({ verb: 'delete', apiGroup: 'shop.example', resource: 'orders' })).toBe(METADATA);
});

test('the file has no metadata, and a group for each entry', () => {
  const [{ value }] = readYaml(policy({ preset: AuditPreset.METADATA }).text).documents as any;
  expect(value).toEqual({
    ...{ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived'], omitManagedFields: true },
    rules: [
      {
        level: 'Metadata',
        resources: [
          { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
          { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
        ],
      },
      { level: 'Metadata' },
    ],
  });
});

describe('refused', () => {
  const wrong: [props: AuditPolicyProps, message: string][] = [
    [{ rules: [{ level: NONE }] }, 'rule 1 matches every request, so no rule after it acts'],
    [{ rules: [{ level: NONE, users: [] }] }, 'rule 1 matches every request'],
    [{ rules: [{ level: METADATA, nonResourceUrls: ['/a'], namespaces: ['a'] }] }, 'which no request fits'],
    [{ rules: [{ level: METADATA, nonResourceUrls: ['a'] }] }, 'begin it with "/"'],
    [{ rules: [{ level: METADATA, nonResourceUrls: ['/a*/b'] }] }, '"*" must be its last character'],
    [{ rules: [{ level: METADATA, resources: [{ apiGroup: 'apps/v1' }] }] }, 'leave out the version'],
    [{ rules: [{ level: METADATA, resources: [{ resourceNames: ['a'] }] }] }, 'resourceNames without resources'],
    [{ credentials: [{ apiGroup: 'Apps' }] }, 'an entry of credentials has the API group "Apps"'],
    [{ rules: [{ level: NONE, users: ['ci'] }] }, 'logs nothing of changes of permissions'],
    [{ rules: [{ level: NONE, resources: [{ apiGroup: '*' }] }] }, 'logs nothing of changes of permissions'],
    [{ rules: [{ level: NONE, namespaces: ['team-a'] }] }, 'logs nothing of changes of pods'],
    [
      { preset: AuditPreset.NSA, rules: [{ level: NONE, userGroups: UNAUTHENTICATED }] },
      'logs nothing of changes of permissions',
    ],
    [{ logFiles: { maxAgeDays: 7 } }, 'maxAgeDays of the log is 7; use 30 or more'],
    [{ logFiles: { maxBackups: 0 } }, 'maxBackups of the log is 0; use 10 or more'],
    [{ logFiles: { folder: 'log' } }, 'is no absolute path'],
    [{ kubernetesVersion: '1.27' }, 'files of nodes are written for 1.28 and newer'],
  ];
  test.each(wrong)('%j', (props, message) => {
    expect(() => policy(props)).toThrow(message);
  });

  test('but a rule that leaves out what is noise', () => {
    const rules = [{ level: NONE, verbs: ['get', 'list', 'watch'], resources: [{ apiGroup: 'metrics.k8s.io' }] }];
    expect(policy({ rules }).levelOf({ verb: 'list', apiGroup: 'metrics.k8s.io', resource: 'pods' })).toBe(NONE);
  });
});
