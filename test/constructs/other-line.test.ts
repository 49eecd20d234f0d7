import * as cdk8s from 'cdk8s';
import { type Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as hardened from '../../src/index';
import { secondCopy } from '../support/second-copy';
import { CLASSES, IMAGE, KINDS, newChart, objectOf, objectsOf, podOf } from '../support/workloads';

const OTHER = secondCopy();
const CONTAINERS = [{ image: IMAGE, portNumber: 5432 }];

function policyOf(chart: Chart, name: string): any {
  const policies = objectsOf(chart, 'NetworkPolicy').filter(({ metadata }) => metadata.name.includes(name));
  expect(policies).toHaveLength(1);
  return policies[0].spec;
}

test('no class of the other line is one of this line', () => {
  expect(new OTHER.kplus.ConfigMap(newChart(), 'settings')).not.toBeInstanceOf(kplus.Resource);
  expect(OTHER.hardened.LockedServiceAccount).not.toBe(hardened.LockedServiceAccount);
});

describe.each(KINDS)('a secure %s and objects of another line', (kind) => {
  const { make } = CLASSES[kind];

  test.each([
    [
      'of its metadata',
      'billing',
      (chart: Chart) => new OTHER.kplus.ConfigMap(chart, 'settings', { metadata: { namespace: 'billing' } }),
    ],
    [
      'of its chart',
      'audit',
      (chart: Chart) => new OTHER.kplus.ConfigMap(new cdk8s.Chart(chart, 'own', { namespace: 'audit' }), 'settings'),
    ],
    [
      'of the account, where the cluster has the object',
      'shop',
      (chart: Chart) => OTHER.kplus.ConfigMap.fromConfigMapName(chart, 'settings', 'settings') as kplus.IConfigMap,
    ],
  ])('a grant is in the namespace %s', (_, namespace, settings) => {
    const chart = newChart();
    make(chart).account.allowRead(settings(chart));
    expect(objectOf(chart, 'Role').metadata.namespace).toBe(namespace);
    expect(objectOf(chart, 'RoleBinding')).toMatchObject({
      metadata: { namespace },
      subjects: [{ namespace: 'shop' }],
    });
  });

  test('a connection to one has the ports that its containers declare', () => {
    const chart = newChart();
    const server = new OTHER.kplus.Deployment(chart, 'server', { containers: CONTAINERS });
    make(chart).connections.allowTo(server as any);
    const { egress } = policyOf(chart, 'web');
    expect(egress[0].ports).toEqual([{ port: 5432, protocol: 'TCP' }]);
    expect(egress[0].to).toEqual([
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
        podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': expect.stringContaining('server') } },
      },
    ]);
    expect(egress[1].ports.map(({ port }: any) => port)).toContain(53); // the peer is found by its name
  });

  test('a connection to a secure one opens both ends', () => {
    const chart = newChart();
    const server = new OTHER.hardened.SecureDeployment(chart, 'server', { containers: CONTAINERS as any });
    const web = make(chart);
    web.connections.allowTo(server as any);
    const [rule, ...more] = policyOf(chart, 'server').ingress;
    expect(more).toEqual([]);
    expect(rule.ports).toEqual([{ port: 5432, protocol: 'TCP' }]);
    expect(rule.from).toMatchObject([
      { podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': expect.stringContaining('web') } } },
    ]);
  });

  test('the usual ingress controller is that of Defaults', () => {
    const chart = newChart();
    const ingressController = { labels: { app: 'edge' }, namespaceName: 'edge' };
    hardened.Defaults.of(chart).set({ cluster: { ingressController } });
    make(chart).connections.allowFrom(OTHER.hardened.Peer.ingressController() as any);
    expect(policyOf(chart, 'web').ingress[0].from[0].podSelector).toEqual({ matchLabels: { app: 'edge' } });
  });

  test('a locked account is used, and mounts a token after a grant', () => {
    const chart = newChart();
    const account = new OTHER.hardened.LockedServiceAccount(chart, 'account');
    make(chart, 'web', { serviceAccount: account as any });
    account.allowRead(kplus.ApiResource.CONFIG_MAPS);
    const pod = podOf(objectOf(chart, kind));
    expect(pod.serviceAccountName).toBe(account.name);
    expect(pod.volumes.map(({ name }: any) => name)).toContain('api-token');
    expect(objectsOf(chart, 'ServiceAccount')).toHaveLength(1);
  });

  test('an account that is not locked is refused, and one of the cluster is not', () => {
    const chart = newChart();
    const open = new OTHER.kplus.ServiceAccount(chart, 'open', { automountToken: true });
    expect(() => make(chart, 'web', { serviceAccount: open as any })).toThrow(
      'serviceAccount is not a LockedServiceAccount',
    );
    const theirs = OTHER.kplus.ServiceAccount.fromServiceAccountName(chart, 'theirs', 'agent');
    expect(make(newChart(), 'web', { serviceAccount: theirs as any }).account.name).toBe('agent');
  });
});

test('a workload of another line is checked with the app', () => {
  const chart = newChart();
  hardened.Aspects.of(chart).add(new hardened.HardeningChecks());
  new OTHER.kplus.Deployment(chart, 'web', {
    containers: [{ image: IMAGE, securityContext: { privileged: true, allowPrivilegeEscalation: true } }],
  });
  expect(() => Testing.synth(chart)).toThrow('privileged-container');
});

describe('a secure StatefulSet of a line that drops volumes (cdk8s-plus#6735)', () => {
  const { prototype } = kplus.StatefulSet as any;
  const all = prototype._toPodSpec;
  beforeAll(() => {
    prototype._toPodSpec = function () {
      return { ...all.call(this), volumes: undefined };
    };
  });
  afterAll(() => {
    prototype._toPodSpec = all;
  });

  function volumesWith(
    claims: string[],
    prepare: (web: kplus.StatefulSet, volume: (name: string) => kplus.Volume) => void,
  ) {
    const chart = newChart();
    const web = CLASSES.StatefulSet.make(chart) as unknown as kplus.StatefulSet;
    if (claims.length > 0) Object.assign(web, { volumeClaimTemplates: claims.map((name) => ({ name })) });
    prepare(web, (name) => kplus.Volume.fromEmptyDir(chart, name, name, { sizeLimit: cdk8s.Size.mebibytes(1) }));
    return (web as any)._toPodSpec().volumes.map(({ name }: any) => name);
  }

  test('has those that containers mount, and those that are added', () => {
    const names = volumesWith([], (web, volume) => {
      const shared = volume('shared');
      web.containers[0]?.mount('/shared', shared);
      web.addInitContainer({ image: IMAGE, name: 'first', volumeMounts: [{ path: '/shared', volume: shared }] });
      web.initContainers[0]?.mount('/first', volume('first'));
      web.addVolume(volume('added'));
    });
    expect(names).toEqual(['shared', 'first', 'added']);
  });

  test('has none of what is claimed for each pod', () => {
    const names = volumesWith(['data'], (web, volume) => {
      web.containers[0]?.mount('/data', volume('data'));
      web.containers[0]?.mount('/cache', volume('cache'));
    });
    expect(names).toEqual(['cache']);
  });

  test('has no list where it has no volume', () => {
    expect((CLASSES.StatefulSet.make(newChart()) as any)._toPodSpec().volumes).toBeUndefined();
  });
});
