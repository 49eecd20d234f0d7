import { tmpdir } from 'node:os';
import { App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Aspects,
  CloudIdentity,
  Defaults,
  HardeningChecks,
  LockedServiceAccount,
  PolicyProvider,
} from '../../src/index';
import { CLASSES, KINDS, newChart, objectOf, objectsOf } from '../support/workloads';

const ROLE = { roleArn: 'arn:aws:iam::111122223333:role/backup', region: 'eu-central-1' };
const CLIENT = '11111111-2222-3333-4444-555555555555';

function annotationsOf(chart: Chart): object | undefined {
  return objectOf(chart, 'ServiceAccount').metadata.annotations;
}

/** Ranges and ports that the NetworkPolicy of a workload leads to. */
function blocksOf(chart: Chart): string[] {
  const { egress = [] } = objectOf(chart, 'NetworkPolicy').spec;
  return egress.flatMap(({ to, ports }: any) =>
    to.flatMap(({ ipBlock }: any) => (ipBlock ? `${ipBlock.cidr} ${ports.map(({ port }: any) => port)}` : [])),
  );
}

/** The chart of a workload with an identity, which passes all rules. */
function chartWith(cloudIdentity: CloudIdentity, policyProvider = PolicyProvider.KUBERNETES): Chart {
  const chart = newChart();
  Defaults.of(chart).set({ cluster: { policyProvider } });
  CLASSES.Deployment.make(chart, 'web', { cloudIdentity });
  return chart;
}

test('EKS: a role needs annotations of the account, and the way to the token service', () => {
  const chart = chartWith(
    CloudIdentity.eksRole({ ...ROLE, addresses: ['10.3.0.0/24'], tokenExpiration: Duration.minutes(30) }),
  );
  expect(annotationsOf(chart)).toEqual({
    'eks.amazonaws.com/role-arn': ROLE.roleArn,
    'eks.amazonaws.com/sts-regional-endpoints': 'true',
    'eks.amazonaws.com/token-expiration': '1800',
  });
  expect(blocksOf(chart)).toEqual(['10.3.0.0/24 443']);
  expect(objectsOf(chart, 'RoleBinding')).toEqual([]);
});

test('EKS: Cilium knows the token service by name', () => {
  const chart = chartWith(CloudIdentity.eksRole(ROLE), PolicyProvider.CILIUM);
  const [{ toFQDNs, toPorts }] = objectOf(chart, 'CiliumNetworkPolicy').spec.egress;
  expect(toFQDNs).toEqual([{ matchName: 'sts.eu-central-1.amazonaws.com' }]);
  expect(toPorts[0].ports).toEqual([{ port: '443', protocol: 'TCP' }]);
});

test('EKS: a role without a way is an error that says which ones there are', () => {
  const chart = chartWith(CloudIdentity.eksRole(ROLE));
  expect(() => Testing.synth(chart)).toThrow(
    'asks sts.eu-central-1.amazonaws.com, and its policies lead to no address',
  );
  const open = newChart();
  const web = CLASSES.Deployment.make(open, 'web', { cloudIdentity: CloudIdentity.eksRole(ROLE) });
  const ports = [kplus.NetworkPolicyPort.tcp(443)];
  web.connections.allowToInternet({ ports, reason: 'asks the public token service', expires: '2999-12-31' });
  expect(() => Testing.synth(open)).not.toThrow();
});

test('EKS: Pod Identity needs the agent on the node, which no rule finds', () => {
  const chart = newChart();
  Aspects.of(chart).add(new HardeningChecks({ rules: { 'image-tag-mutable': { enabled: false } } }));
  CLASSES.Deployment.make(chart, 'web', { cloudIdentity: CloudIdentity.eksPodIdentity() });
  expect(blocksOf(chartWith(CloudIdentity.eksPodIdentity()))).toEqual(['169.254.170.23/32 80']);
  expect(blocksOf(chartWith(CloudIdentity.eksPodIdentity({ isIpv6: true })))).toEqual(['fd00:ec2::23/128 80']);
  let message = '';
  try {
    Testing.synth(chart);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).not.toContain('instance-metadata-egress');
  const { egress } = objectOf(
    chartWith(CloudIdentity.eksPodIdentity(), PolicyProvider.CILIUM),
    'CiliumNetworkPolicy',
  ).spec;
  expect(egress).toEqual([{ toEntities: ['host'], toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] }]);
});

test('the agent on the node is no way to the API server', () => {
  const chart = new Chart(new App({ outdir: tmpdir() }), 'shop', { namespace: 'shop' });
  const web = CLASSES.Deployment.make(chart, 'web', { cloudIdentity: CloudIdentity.eksPodIdentity() });
  web.account.allowRead(kplus.ApiResource.CONFIG_MAPS);
  expect(() => Testing.synth(chart)).toThrow('its policies do not lead to the API server');
});

test('GKE: the metadata server of the node, and the service account if there is one', () => {
  const serviceAccount = 'backup@acme.iam.gserviceaccount.com';
  const chart = chartWith(CloudIdentity.gke({ serviceAccount }));
  expect(annotationsOf(chart)).toEqual({ 'iam.gke.io/gcp-service-account': serviceAccount });
  expect(blocksOf(chart)).toEqual(['169.254.169.252/32 988']);
  expect(annotationsOf(chartWith(CloudIdentity.gke()))).toBeUndefined();
});

test('GKE: Dataplane V2 asks the metadata service, which needs a reason and a last day', () => {
  expect(() => Testing.synth(chartWith(CloudIdentity.gke({ isDataplaneV2: true })))).toThrow(
    '✗ instance-metadata-egress',
  );
  const terms = { reason: 'the metadata server gives pods their own identity', expires: '2999-12-31' };
  expect(blocksOf(chartWith(CloudIdentity.gke({ isDataplaneV2: true, ...terms })))).toEqual(['169.254.169.254/32 80']);
  expect(() => CloudIdentity.gke({ isDataplaneV2: true, reason: terms.reason })).toThrow('give both, or none');
});

describe.each(KINDS)('Azure, in a secure %s', (kind) => {
  test('needs a label of the pods, and annotations of the account', () => {
    const chart = newChart();
    const cloudIdentity = CloudIdentity.azure({ clientId: CLIENT, tenantId: CLIENT, addresses: ['20.190.128.0/18'] });
    CLASSES[kind].make(chart, 'web', { cloudIdentity });
    const { metadata, spec } = objectOf(chart, kind);
    const pod = spec.jobTemplate?.spec.template ?? spec.template ?? { metadata };
    expect(pod.metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
    expect(annotationsOf(chart)).toEqual({
      'azure.workload.identity/client-id': CLIENT,
      'azure.workload.identity/tenant-id': CLIENT,
    });
    expect(blocksOf(chart)).toEqual(['20.190.128.0/18 443']);
  });
});

test.each<[string, () => CloudIdentity]>([
  ['roleArn is "backup"', () => CloudIdentity.eksRole({ ...ROLE, roleArn: 'backup' })],
  [
    'roleArn is "arn:aws:iam::111122223333:user/eve"',
    () => CloudIdentity.eksRole({ ...ROLE, roleArn: 'arn:aws:iam::111122223333:user/eve' }),
  ],
  ['region is "europe"', () => CloudIdentity.eksRole({ ...ROLE, region: 'europe' })],
  ['tokenExpiration is 60 s', () => CloudIdentity.eksRole({ ...ROLE, tokenExpiration: Duration.minutes(1) })],
  ['serviceAccount is "backup@example.com"', () => CloudIdentity.gke({ serviceAccount: 'backup@example.com' })],
  ['clientId is "1"', () => CloudIdentity.azure({ clientId: '1' })],
  ['tenantId is "acme"', () => CloudIdentity.azure({ clientId: CLIENT, tenantId: 'acme' })],
])('%s: an error', (message, make) => {
  expect(make).toThrow(message);
});

test('one account has one identity', () => {
  const chart = newChart();
  const serviceAccount = new LockedServiceAccount(chart, 'account');
  const of = (name: string) => CloudIdentity.gke({ serviceAccount: `${name}@acme.iam.gserviceaccount.com` });
  CLASSES.Deployment.make(chart, 'a', { serviceAccount, cloudIdentity: of('a') });
  CLASSES.Deployment.make(chart, 'b', { serviceAccount, cloudIdentity: of('a') });
  expect(() => CLASSES.Deployment.make(chart, 'c', { serviceAccount, cloudIdentity: of('c') })).toThrow(
    'give workloads of two identities two accounts',
  );
});

test('an account of the cluster is annotated where it is made', () => {
  const chart = newChart();
  const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(chart, 'theirs', 'agent');
  const cloudIdentity = CloudIdentity.gke({ serviceAccount: 'a@acme.iam.gserviceaccount.com' });
  expect(() => CLASSES.Deployment.make(chart, 'a', { serviceAccount, cloudIdentity })).toThrow(
    'annotate the account where it is made',
  );
  const other = newChart();
  const own = kplus.ServiceAccount.fromServiceAccountName(other, 'theirs', 'agent');
  CLASSES.Deployment.make(other, 'b', { serviceAccount: own, cloudIdentity: CloudIdentity.eksPodIdentity() });
  expect(blocksOf(other)).toEqual(['169.254.170.23/32 80']);
});
