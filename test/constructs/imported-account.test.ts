import { type Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Aspects, HardeningChecks, LockedServiceAccount, Profile, Profiles } from '../../src/index';
import { CLASSES, KINDS, newChart, objectOf, objectsOf, podOf } from '../support/workloads';

const imported = (chart: Chart, options?: kplus.FromServiceAccountNameOptions) =>
  kplus.ServiceAccount.fromServiceAccountName(chart, 'theirs', 'agent', options);

describe.each(KINDS)('an account of the cluster, in a secure %s', (kind) => {
  test('is used, has no token, and is not written', () => {
    const chart = newChart();
    const workload = CLASSES[kind].make(chart, 'web', { serviceAccount: imported(chart) });
    expect(workload.account).toBeInstanceOf(LockedServiceAccount);
    expect(workload.account.name).toBe('agent');
    expect(objectsOf(chart, 'ServiceAccount')).toEqual([]);
    expect(podOf(objectOf(chart, kind))).toMatchObject({
      serviceAccountName: 'agent',
      automountServiceAccountToken: false,
    });
  });

  test('gets a Role and a token by a grant', () => {
    const chart = newChart();
    const workload = CLASSES[kind].make(chart, 'web', { serviceAccount: imported(chart) });
    workload.account.allowRead(kplus.ApiResource.CONFIG_MAPS);
    const { subjects, roleRef } = objectOf(chart, 'RoleBinding');
    expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'agent', namespace: 'shop' }]);
    expect(objectOf(chart, 'Role').metadata.name).toBe(roleRef.name);
    expect(JSON.stringify(podOf(objectOf(chart, kind)).volumes)).toContain('serviceAccountToken');
    expect(objectsOf(chart, 'ServiceAccount')).toEqual([]);
  });
});

test('is the subject of bindings of cdk8s-plus', () => {
  const chart = newChart();
  const web = CLASSES.Deployment.make(chart, 'web', { serviceAccount: imported(chart) });
  const subject = (web as any).toSubjectConfiguration();
  expect(subject).toMatchObject({ kind: 'ServiceAccount', name: 'agent', namespace: 'shop' });
});

test('may be shared by workloads', () => {
  const chart = newChart();
  const serviceAccount = imported(chart);
  for (const id of ['a', 'b'])
    CLASSES.Deployment.make(chart, id, { serviceAccount }).account.allowRead(kplus.ApiResource.CONFIG_MAPS);
  expect(objectsOf(chart, 'RoleBinding')).toHaveLength(2);
});

test('of the namespace of the pods is accepted, of another one refused', () => {
  const chart = newChart();
  const serviceAccount = imported(chart, { namespaceName: 'bank' });
  expect(() => CLASSES.Deployment.make(chart, 'web', { serviceAccount })).toThrow(
    '"shop/web": serviceAccount is in namespace "bank", and the pods are in "shop"; give one of that namespace',
  );

  const pods = newChart();
  const own = kplus.ServiceAccount.fromServiceAccountName(pods, 'own', 'agent', { namespaceName: 'shop' });
  CLASSES.Deployment.make(pods, 'api', { serviceAccount: own });
  expect(podOf(objectOf(pods, 'Deployment')).serviceAccountName).toBe('agent');
});

test('passes the checks of an app that has rules about accounts', () => {
  const chart = newChart();
  const rules = Profiles.nsa().rules.filter(({ meta }) => ['service-accounts', 'rbac'].includes(meta.category ?? ''));
  Aspects.of(chart).add(new HardeningChecks({ profile: new Profile('accounts', { rules }) }));
  const web = CLASSES.Deployment.make(chart, 'web', { serviceAccount: imported(chart) });
  web.account.allowRead(new kplus.ConfigMap(chart, 'settings'));
  expect(() => Testing.synth(chart)).not.toThrow();
});
