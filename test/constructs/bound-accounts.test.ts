import { tmpdir } from 'node:os';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Aspects, Defaults, PolicyProvider } from '../../src/index';
import { CLASSES, KINDS, newChart, objectOf, podOf, type SecureWorkload } from '../support/workloads';

const RBAC = 'rbac.authorization.k8s.io';
const SERVER = { ipBlock: { cidr: '10.0.0.1/32' } };

function chartWithServer(): Chart {
  const chart = newChart();
  Defaults.of(chart.node.root).set({ cluster: { apiServer: { addresses: ['10.0.0.1'] } } });
  return chart;
}

function bind(chart: Chart, kind: string, subject: object, role = 'readers'): void {
  new ApiObject(chart, 'binding', {
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name: 'readers' },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects: [subject],
  });
}

/** Whether the pods of a workload have a token, and whether its policy leads to the API server: always both, or none. */
function isServed(chart: Chart, kind = 'Deployment'): boolean {
  const { volumes = [] } = podOf(objectOf(chart, kind));
  const hasToken = volumes.some(({ projected }: any) =>
    projected?.sources.some((each: any) => each.serviceAccountToken),
  );
  const { egress = [] } = objectOf(chart, 'NetworkPolicy').spec;
  const leads = egress.some(({ to }: any) => JSON.stringify(to) === JSON.stringify([SERVER]));
  expect(leads).toBe(hasToken);
  return hasToken;
}

describe.each(KINDS)('a secure %s', (kind) => {
  test.each<[string, (chart: Chart, workload: SecureWorkload) => void]>([
    [
      'kplus.Role.bind()',
      (chart, workload) => {
        const role = new kplus.Role(chart, 'role');
        role.allowRead(kplus.ApiResource.CONFIG_MAPS);
        role.bind(workload);
      },
    ],
    [
      'kplus.ClusterRole.bind()',
      (chart, workload) => {
        const role = new kplus.ClusterRole(chart, 'role');
        role.allowRead(kplus.ApiResource.CONFIG_MAPS);
        role.bind(workload);
      },
    ],
  ])('gets its token and the way by %s', (_, act) => {
    const chart = chartWithServer();
    act(chart, CLASSES[kind].make(chart, 'web'));
    expect(isServed(chart, kind)).toBe(true);
  });
});

// system:serviceaccount:NS:NAME, system:serviceaccounts and system:serviceaccounts:NS are what the API server knows an account by.
test.each<[string, string, (name: string) => object, boolean]>([
  ['its name', 'RoleBinding', (name) => ({ kind: 'ServiceAccount', name, namespace: 'shop' }), true],
  ['its name, in the namespace of the binding', 'RoleBinding', (name) => ({ kind: 'ServiceAccount', name }), true],
  [
    'its name, in all namespaces',
    'ClusterRoleBinding',
    (name) => ({ kind: 'ServiceAccount', name, namespace: 'shop' }),
    true,
  ],
  [
    'its user name',
    'ClusterRoleBinding',
    (name) => ({ kind: 'User', name: `system:serviceaccount:shop:${name}` }),
    true,
  ],
  ['the group of its namespace', 'RoleBinding', () => ({ kind: 'Group', name: 'system:serviceaccounts:shop' }), true],
  ['the group of all accounts', 'ClusterRoleBinding', () => ({ kind: 'Group', name: 'system:serviceaccounts' }), true],
  [
    'the group of another namespace',
    'RoleBinding',
    () => ({ kind: 'Group', name: 'system:serviceaccounts:bank' }),
    false,
  ],
  ['the group of all users', 'ClusterRoleBinding', () => ({ kind: 'Group', name: 'system:authenticated' }), false],
  ['another account', 'RoleBinding', () => ({ kind: 'ServiceAccount', name: 'other', namespace: 'shop' }), false],
  [
    'an account of its name elsewhere',
    'RoleBinding',
    (name) => ({ kind: 'ServiceAccount', name, namespace: 'bank' }),
    false,
  ],
])('a raw binding to %s', (_, kind, subject, expected) => {
  const chart = chartWithServer();
  const { account } = CLASSES.Deployment.make(chart, 'web');
  bind(chart, kind, subject(account.name));
  expect(isServed(chart)).toBe(expected);
  expect(account.needsToken).toBe(expected);
});

test('a binding that comes after a synth counts in the next one', () => {
  const chart = chartWithServer();
  const { account } = CLASSES.Deployment.make(chart, 'web');
  expect(isServed(chart)).toBe(false);
  bind(chart, 'RoleBinding', { kind: 'ServiceAccount', name: account.name, namespace: 'shop' });
  expect(isServed(chart)).toBe(true);
});

test('a binding without a known API server is an error that says how to find it', () => {
  const chart = new Chart(new App({ outdir: tmpdir() }), 'shop', { namespace: 'shop' });
  const { account } = CLASSES.Deployment.make(chart, 'web');
  expect(() => Testing.synth(chart)).not.toThrow();
  bind(chart, 'RoleBinding', { kind: 'ServiceAccount', name: account.name, namespace: 'shop' });
  expect(() => Testing.synth(chart)).toThrow(
    'its account has grants or bindings, and its policies do not lead to the API server: its addresses are not known; set cluster.apiServer',
  );
});

describe('a token', () => {
  const two = {
    containers: ['a', 'b'].map((name, at) => ({ name, image: 'ghcr.io/acme/x:1.0.0', portNumber: 8080 + at })),
  };
  const mountsOf = (chart: Chart) =>
    Object.fromEntries(
      podOf(objectOf(chart, 'Deployment')).containers.map(({ name, volumeMounts }: any) => [
        name,
        volumeMounts.map(({ mountPath }: any) => mountPath).filter((path: string) => path !== '/tmp'),
      ]),
    );
  const PLACE = '/var/run/secrets/kubernetes.io/serviceaccount';

  test('is only in the containers that need it', () => {
    const chart = chartWithServer();
    const web = CLASSES.Deployment.make(chart, 'web', { ...two, tokenContainers: ['b'] });
    web.account.allowRead(kplus.ApiResource.CONFIG_MAPS);
    expect(mountsOf(chart)).toEqual({ a: [], b: [PLACE] });
  });

  test('for another audience needs no permission, and may be in one container', () => {
    const chart = chartWithServer();
    const projectedTokens = [{ path: '/var/run/vault', audience: 'vault', containers: ['a'] }];
    const { account } = CLASSES.Deployment.make(chart, 'web', { ...two, projectedTokens });
    expect(mountsOf(chart)).toEqual({ a: ['/var/run/vault'], b: [] });
    expect(account.needsToken).toBe(false);
    const [volume] = podOf(objectOf(chart, 'Deployment')).volumes.filter(({ projected }: any) => projected);
    expect(volume.projected.sources).toEqual([
      { serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'token' } },
    ]);
  });

  // The kubelet writes as root: without a group of the pod, 0440 would let no process read the files.
  test.each([
    [2000, 0o440],
    [undefined, undefined],
  ])('of a pod with the group %s has the mode %s', (fsGroup, mode) => {
    const chart = chartWithServer();
    const web = CLASSES.Deployment.make(chart, 'web', fsGroup ? { securityContext: { fsGroup } } : {});
    web.account.allowRead(kplus.ApiResource.CONFIG_MAPS);
    const [volume] = podOf(objectOf(chart, 'Deployment')).volumes.filter(({ projected }: any) => projected);
    expect(volume.projected.defaultMode).toBe(mode);
    expect(volume.projected.sources).toHaveLength(3);
  });

  test.each<[object, string]>([
    [{ tokenContainers: [] }, 'tokenContainers is empty'],
    [{ projectedTokens: [{ path: '/v', audience: 'vault', containers: [] }] }, 'is for no container'],
  ])('of %j is an error', (props, why) => {
    expect(() => CLASSES.Deployment.make(newChart(), 'web', props)).toThrow(why);
  });

  test('of a container that is not there is an error', () => {
    const chart = newChart();
    CLASSES.Deployment.make(chart, 'web', { tokenContainers: ['x'] });
    expect(() => Testing.synth(chart)).toThrow('there is no container "x"; name one of "main"');
  });
});

/** A binding to an account that appears during the synth. */
const bindsLater = (chart: Chart, name: string) => () => {
  if (!chart.node.tryFindChild('binding'))
    bind(chart, 'RoleBinding', { kind: 'ServiceAccount', name, namespace: 'shop' });
};

describe('a binding that the synth itself adds', () => {
  const chartWith = (policyProvider?: PolicyProvider) => {
    const chart = newChart();
    Defaults.of(chart.node.root).set({ cluster: { apiServer: { addresses: ['10.0.0.1'] }, policyProvider } });
    return { chart, account: CLASSES.Deployment.make(chart, 'web').account };
  };
  const hasToken = (chart: Chart) =>
    JSON.stringify(podOf(objectOf(chart, 'Deployment'))).includes('serviceAccountToken');

  test.each([undefined, 100, 500, 501, 1000, 100_000])('by an aspect with priority %s counts', (priority) => {
    const { chart, account } = chartWith();
    Aspects.of(chart).add({ visit: bindsLater(chart, account.name) }, { priority });
    expect(isServed(chart)).toBe(true);
  });

  test.each([undefined, 100, 500, 501, 1000, 100_000])(
    'by an aspect with priority %s counts with Cilium',
    (priority) => {
      const { chart, account } = chartWith(PolicyProvider.CILIUM);
      Aspects.of(chart).add({ visit: bindsLater(chart, account.name) }, { priority });
      expect(objectOf(chart, 'CiliumNetworkPolicy').spec.egress).toContainEqual(
        expect.objectContaining({ toEntities: ['kube-apiserver'] }),
      );
      expect(hasToken(chart)).toBe(true);
    },
  );

  test('after a first synth counts with Cilium, too', () => {
    const { chart, account } = chartWith(PolicyProvider.CILIUM);
    expect(Testing.synth(chart).map(({ kind }) => kind)).not.toContain('CiliumNetworkPolicy');
    bindsLater(chart, account.name)();
    expect(objectOf(chart, 'CiliumNetworkPolicy').spec.egress).toHaveLength(1);
    expect(hasToken(chart)).toBe(true);
  });

  test('by a validation that runs later is an error with Cilium', () => {
    const { chart, account } = chartWith(PolicyProvider.CILIUM);
    const later = bindsLater(chart, account.name);
    new Construct(chart, 'later').node.addValidation({
      validate: () => {
        later();
        return [];
      },
    });
    expect(() => Testing.synth(chart)).toThrow('a validation binds its account after the synth has decided');
  });
});
