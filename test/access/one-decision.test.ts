/** One reason of a grant lets stand what rules find in the grant, and that a pod holds the token of its account. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Aspects,
  Defaults,
  HardeningChecks,
  HardeningPolicy,
  type LockedServiceAccount,
  type Policy,
  Profile,
  Profiles,
  SecureDeployment,
  Severity,
} from '../../src';
import { command, folder } from '../support/command-line';
import { IMAGE } from '../support/workloads';

const TAKEOVER = 'rbac-workload-cluster-takeover';
const TERMS = { reason: 'starts one Job for each course that is published', expires: '2999-12-31' };
const { JOBS, CRON_JOBS, SECRETS } = kplus.ApiResource;
const RBAC = new Profile('rbac', {
  rules: Profiles.nsa().rules.filter(({ meta }) => meta.category === 'rbac'),
});

type Act = (account: LockedServiceAccount, chart: Chart) => void;
interface Terms {
  readonly policy?: Policy;
  readonly profile?: Profile;
  readonly cwd?: string;
}

/** Synthesizes an app with one workload, and returns what was refused and what was accepted. */
function synthesized(act: Act, { policy = {}, profile = RBAC, cwd = folder() }: Terms = {}) {
  const app = new App({ outdir: join(cwd, 'dist') });
  Defaults.of(app).set({ cluster: { apiServer: { addresses: ['192.0.2.10'] } } });
  const checks = new HardeningChecks({ profile });
  HardeningPolicy.of(app).set(policy);
  Aspects.of(app).add(checks);
  const chart = new Chart(app, 'learn', { namespace: 'learn' });
  const { account } = new SecureDeployment(chart, 'starter', { containers: [{ image: IMAGE, portNumber: 8080 }] });
  act(account, chart);
  let error = '';
  try {
    app.synth();
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const { findings = [], waived = [] } = checks.lastReport ?? {};
  return {
    error,
    refused: findings.map(({ rule, objectRef }) => `${rule} ${objectRef.kind}`).sort(),
    accepted: waived.map(({ finding, waiver }) => `${finding.rule} ${finding.objectRef.kind}: ${waiver.reason}`).sort(),
  };
}

const ACCEPTED = (rule: string, kind: string) => `${rule} ${kind}: ${TERMS.reason}`;

test('the reason of a grant accepts the pod that follows from it, and the report says so', () => {
  expect(synthesized((account) => account.allow(['create'], JOBS, TERMS))).toEqual({
    error: '',
    refused: [],
    accepted: [ACCEPTED(TAKEOVER, 'Deployment'), ACCEPTED('rbac-workload-create', 'Role')],
  });
});

test('without a reason, grant and pod are refused', () => {
  const { error, refused, accepted } = synthesized((account) => account.allow(['create'], JOBS));
  expect({ refused, accepted }).toEqual({
    refused: [`${TAKEOVER} Deployment`, 'rbac-workload-create Role'],
    accepted: [],
  });
  expect(error).toContain(TAKEOVER);
});

test.each<[string, Act, string[]]>([
  [
    'of another kind',
    (account) => account.allow(['create'], CRON_JOBS),
    [`${TAKEOVER} Deployment`, 'rbac-workload-create Role'],
  ],
  [
    'in another namespace',
    (account) => account.allow(['create'], JOBS, { namespaceName: 'other' }),
    [`${TAKEOVER} Deployment`, 'rbac-workload-create Role'],
  ],
  [
    'in the whole cluster',
    (account) => account.allowClusterWide(['get'], SECRETS, { reason: 'reads what all courses need' }),
    ['rbac-secrets-read ClusterRole', `${TAKEOVER} Deployment`],
  ],
  [
    'by a role of another author',
    (account, chart) => {
      const role = new kplus.Role(chart, 'pods');
      role.allow(['create'], kplus.ApiResource.PODS);
      role.bind(account);
    },
    [`${TAKEOVER} Deployment`, 'rbac-workload-create Role'],
  ],
])('it accepts no pod that takes over by another grant, too: %s', (_, act, refused) => {
  const found = synthesized((account, chart) => {
    account.allow(['create'], JOBS, TERMS);
    act(account, chart);
  });
  expect(found.refused).toEqual(refused);
  expect(found.accepted).toEqual([ACCEPTED('rbac-workload-create', 'Role')]);
});

test('each of several grants may have its own reason', () => {
  const found = synthesized((account) => {
    account.allow(['create'], JOBS, TERMS);
    account.allow(['create'], CRON_JOBS, { ...TERMS, reason: 'renews the reports each night' });
  });
  expect(found.refused).toEqual([]);
  expect(found.accepted).toHaveLength(3);
});

test('a reason for one rule of a grant accepts the pod, if this rule is about what takes over', () => {
  const act = (rule: string): Act => {
    return (account) => account.allow(['create', 'delete'], JOBS, { waivers: [{ ...TERMS, rule }] });
  };
  expect(synthesized(act('rbac-workload-create')).refused).toEqual(['rbac-broad-delete Role']);
  expect(synthesized(act('rbac-broad-delete')).refused).toEqual([
    `${TAKEOVER} Deployment`,
    'rbac-workload-create Role',
  ]);
});

test('the reason of a binding to a role of the cluster accepts the pod', () => {
  const found = synthesized((account) => account.bindExternalClusterRole('edit', TERMS));
  expect(found).toMatchObject({
    refused: [],
    accepted: [ACCEPTED('rbac-admin-edit-binding', 'RoleBinding'), ACCEPTED(TAKEOVER, 'Deployment')],
  });
});

test('a role that others have too is another decision', () => {
  const found = synthesized((account, chart) => {
    account.allow(['create'], JOBS, TERMS);
    const role = account.node.findChild('Role') as ApiObject;
    new ApiObject(chart, 'others', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.name },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane' }],
    });
  });
  expect(found.refused).toEqual([`${TAKEOVER} Deployment`]);
});

test.each<[string, Terms, string[]]>([
  ['the rule is not waivable', { profile: RBAC.withUnwaivableRules(TAKEOVER) }, [`${TAKEOVER} Deployment`]],
  [
    'no waiver is for its severity',
    { policy: { waiverPolicy: { maxSeverity: Severity.LOW } } },
    [`${TAKEOVER} Deployment`, 'rbac-workload-create Role'],
  ],
])('the policy decides first: %s', (_, terms, refused) => {
  expect(synthesized((account) => account.allow(['create'], JOBS, TERMS), terms).refused).toEqual(refused);
});

test('after its last day, grant and pod are refused', () => {
  const found = synthesized((account) => account.allow(['create'], JOBS, { ...TERMS, expires: '2026-01-01' }));
  expect(found.refused).toEqual([`${TAKEOVER} Deployment`, 'rbac-workload-create Role']);
});

test('what the synth accepted, check accepts by the record of the Role', async () => {
  const cwd = folder();
  expect(synthesized((account) => account.allow(['create'], JOBS, TERMS), { cwd }).error).toBe('');
  const record = JSON.parse(readFileSync(join(cwd, 'dist', 'hardening.waivers'), 'utf8'));
  expect(record.objects.map(({ kind }: any) => kind)).toEqual(['Role']);
  const rules = ['--rules', `${TAKEOVER},rbac-workload-create`];
  const check = async (...more: string[]) => {
    const { code, stdout } = await command(['check', 'dist', ...rules, ...more], { cwd });
    return [code, /\d+ findings? waived/.exec(stdout)?.[0]];
  };
  expect(await check()).toEqual([1, undefined]);
  expect(await check('--recorded-waivers')).toEqual([0, '2 findings waived']);
});
