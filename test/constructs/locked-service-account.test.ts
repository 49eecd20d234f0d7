import { Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Aspects,
  type GrantOptions,
  HardeningChecks,
  HardeningPolicy,
  LockedServiceAccount,
  type LockedServiceAccountProps,
  Profile,
  Profiles,
} from '../../src/index';
import { newApp } from '../support/workloads';

function newChart(namespace: string | undefined = 'shop', app = newApp()): Chart {
  return new Chart(app, namespace ?? 'nowhere', { namespace });
}

function newAccount(props: LockedServiceAccountProps = {}): LockedServiceAccount {
  return new LockedServiceAccount(newChart(), 'account', props);
}

function objectsOf(account: LockedServiceAccount, kind: string): any[] {
  return Testing.synth(Chart.of(account)).filter((object) => object.kind === kind);
}

/** The rules of the one role that an account has in its own namespace. */
function rulesOf(account: LockedServiceAccount): any[] {
  const roles = objectsOf(account, 'Role').filter(({ metadata }) => metadata.namespace === 'shop');
  expect(roles).toHaveLength(1);
  return roles[0].rules;
}

function resource(apiGroup: string, resourceType: string): kplus.IApiResource {
  return kplus.ApiResource.custom({ apiGroup, resourceType });
}

function errorOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const { CONFIG_MAPS, SECRETS, PODS, DEPLOYMENTS } = kplus.ApiResource;
const RBAC = 'rbac.authorization.k8s.io';

describe('an account without a grant', () => {
  test('has a token that is not mounted', () => {
    expect(objectsOf(newAccount(), 'ServiceAccount')).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: expect.objectContaining({ namespace: 'shop', labels: { 'cdk8s-hardened/protected': 'true' } }),
        automountServiceAccountToken: false,
      },
    ]);
  });

  test('has no role and needs no token', () => {
    const account = newAccount();
    expect(account.needsToken).toBe(false);
    expect(Testing.synth(Chart.of(account))).toHaveLength(1);
  });

  test('may stand in no namespace', () => {
    const account = new LockedServiceAccount(newChart(undefined, newApp()), 'account');
    expect(Testing.synth(Chart.of(account))).toHaveLength(1);
  });

  test('has tokens of an hour for the API server, should it need one', () => {
    const account = newAccount();
    expect([account.tokenExpiration.toSeconds(), account.tokenAudience]).toEqual([3600, undefined]);
  });

  test.each([0, 1, 599])('refuses tokens of %d seconds, as the API server does', (seconds) => {
    expect(() => newAccount({ tokenExpiration: Duration.seconds(seconds) })).toThrow(
      `"shop/account": tokenExpiration is ${seconds} s; give ten minutes or more`,
    );
  });

  test('takes tokens of ten minutes', () => {
    expect(newAccount({ tokenExpiration: Duration.minutes(10) }).tokenExpiration.toSeconds()).toBe(600);
  });
});

describe('a grant', () => {
  test('of reading an object is get, on this one', () => {
    const account = newAccount();
    const settings = new kplus.ConfigMap(Chart.of(account), 'settings', { data: {} });
    account.allowRead(settings);
    expect(rulesOf(account)).toEqual([
      { apiGroups: [''], resources: ['configmaps'], resourceNames: [settings.name], verbs: ['get'] },
    ]);
  });

  test('of reading a kind is get, list and watch on all of it', () => {
    const account = newAccount();
    account.allowRead(PODS);
    expect(rulesOf(account)).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }]);
  });

  test('of reading several is one rule each', () => {
    const account = newAccount();
    account.allowRead(PODS);
    account.allowRead(CONFIG_MAPS);
    expect(rulesOf(account).map(({ resources }) => resources)).toEqual([['configmaps'], ['pods']]);
  });

  test('of other verbs says them, limited to names where there are any', () => {
    const account = newAccount();
    account.allow(['update', 'get'], resource('example.com', 'widgets'), { names: ['b', 'a', 'b'] });
    expect(rulesOf(account)).toEqual([
      { apiGroups: ['example.com'], resources: ['widgets'], resourceNames: ['a', 'b'], verbs: ['get', 'update'] },
    ]);
  });

  test('makes one Role and one RoleBinding, with the account as its complete subject', () => {
    const account = newAccount();
    account.allowRead(CONFIG_MAPS);
    account.allowRead(PODS);
    account.allow(['create'], resource('', 'events'));
    const [role] = objectsOf(account, 'Role');
    const bindings = objectsOf(account, 'RoleBinding');
    expect(role.rules).toHaveLength(3);
    expect(bindings).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: expect.objectContaining({ namespace: 'shop' }),
        roleRef: { apiGroup: RBAC, kind: 'Role', name: role.metadata.name },
        subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: 'shop' }],
      },
    ]);
    expect(objectsOf(account, 'ClusterRole')).toEqual([]);
  });

  test('that says what was said before changes nothing', () => {
    const account = newAccount();
    account.allow(['get', 'list'], CONFIG_MAPS);
    account.allow(['list', 'get', 'get'], CONFIG_MAPS);
    expect(rulesOf(account)).toHaveLength(1);
  });

  test('makes the token necessary', () => {
    const account = newAccount();
    account.allowRead(CONFIG_MAPS);
    expect(account.needsToken).toBe(true);
    expect(objectsOf(account, 'ServiceAccount')[0].automountServiceAccountToken).toBe(false);
  });

  test('comes out in the same order, whatever the order of calls', () => {
    const rules = (...resources: kplus.IApiResource[]) => {
      const account = newAccount();
      for (const each of resources) account.allowRead(each);
      return rulesOf(account);
    };
    expect(rules(CONFIG_MAPS, PODS, DEPLOYMENTS)).toEqual(rules(DEPLOYMENTS, PODS, CONFIG_MAPS));
  });

  test('may come after the role was first rendered', () => {
    const account = newAccount();
    account.allowRead(CONFIG_MAPS);
    Testing.synth(Chart.of(account));
    account.allowRead(PODS);
    expect(rulesOf(account)).toHaveLength(2);
  });
});

describe('a grant as cdk8s-plus users know it', () => {
  const WIDGETS = resource('example.com', 'widgets');
  const widget: kplus.IApiResource = { apiGroup: 'example.com', resourceType: 'widgets', resourceName: 'web' };
  type Grant = (account: LockedServiceAccount, on: kplus.IApiResource) => void;

  test.each<[string, Grant, string[]]>([
    ['allowGet', (account, on) => account.allowGet(on), ['get']],
    ['allowList', (account, on) => account.allowList(on), ['list']],
    ['allowWatch', (account, on) => account.allowWatch(on), ['watch']],
    ['allowCreate', (account, on) => account.allowCreate(on), ['create']],
    ['allowUpdate', (account, on) => account.allowUpdate(on), ['update']],
    ['allowPatch', (account, on) => account.allowPatch(on), ['patch']],
    ['allowDelete', (account, on) => account.allowDelete(on), ['delete']],
    ['allowDeleteCollection', (account, on) => account.allowDeleteCollection(on), ['deletecollection']],
    ['allowRead', (account, on) => account.allowRead(on), ['get', 'list', 'watch']],
    ['allowWrite', (account, on) => account.allowWrite(on), ['create', 'patch', 'update']],
    [
      'allowReadWrite',
      (account, on) => account.allowReadWrite(on),
      ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    ],
  ])('%s on a kind', (_, grant, verbs) => {
    const account = newAccount();
    grant(account, WIDGETS);
    expect(rulesOf(account)).toEqual([{ apiGroups: ['example.com'], resources: ['widgets'], verbs }]);
  });

  test.each<[string, Grant, string[]]>([
    ['allowGet', (account, on) => account.allowGet(on), ['get']],
    ['allowList', (account, on) => account.allowList(on, { byFieldSelector: true }), ['list']],
    ['allowWatch', (account, on) => account.allowWatch(on, { byFieldSelector: true }), ['watch']],
    ['allowUpdate', (account, on) => account.allowUpdate(on), ['update']],
    ['allowPatch', (account, on) => account.allowPatch(on), ['patch']],
    ['allowDelete', (account, on) => account.allowDelete(on), ['delete']],
    ['allowWrite', (account, on) => account.allowWrite(on), ['patch', 'update']],
    ['allowReadWrite', (account, on) => account.allowReadWrite(on), ['delete', 'get', 'patch', 'update']],
  ])('%s on an object has the verbs that a name can limit', (_, grant, verbs) => {
    const account = newAccount();
    grant(account, widget);
    const rule = { apiGroups: ['example.com'], resources: ['widgets'], resourceNames: ['web'], verbs };
    expect(rulesOf(account)).toEqual([rule]);
  });

  test.each<[string, Grant]>([
    ['create', (account, on) => account.allowCreate(on)],
    ['deletecollection', (account, on) => account.allowDeleteCollection(on)],
  ])('%s on an object is refused, as no name can limit it', (_, grant) => {
    expect(() => grant(newAccount(), widget)).toThrow('is refused by rbac-ineffective-rule');
  });
});

describe('a grant in another namespace', () => {
  test('makes a Role and a RoleBinding there, for the account here', () => {
    const account = newAccount();
    account.allowRead(CONFIG_MAPS);
    account.allow(['get'], CONFIG_MAPS, { namespaceName: 'bank' });
    const places = (kind: string) => objectsOf(account, kind).map(({ metadata }) => metadata.namespace);
    expect([places('Role'), places('RoleBinding')]).toEqual([
      ['shop', 'bank'],
      ['shop', 'bank'],
    ]);
    const [, binding] = objectsOf(account, 'RoleBinding');
    const [, role] = objectsOf(account, 'Role');
    expect(binding.roleRef.name).toBe(role.metadata.name);
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: account.name, namespace: 'shop' }]);
  });

  test('is where the object stands that is granted', () => {
    const app = newApp();
    const account = new LockedServiceAccount(newChart('shop', app), 'account');
    account.allowRead(new kplus.ConfigMap(newChart('bank', app), 'settings', { data: {} }));
    expect(objectsOf(account, 'Role').map(({ metadata }) => metadata.namespace)).toEqual(['bank']);
  });

  test('is where the metadata of the object says, before its chart', () => {
    const account = newAccount();
    const metadata = { namespace: 'bank' };
    account.allowRead(new kplus.ConfigMap(Chart.of(account), 'settings', { data: {}, metadata }));
    expect(objectsOf(account, 'Role').map(({ metadata: { namespace } }) => namespace)).toEqual(['bank']);
  });

  test('is an error where the namespace of the account or of the object is not known', () => {
    const app = newApp();
    const account = new LockedServiceAccount(new Chart(app, 'nowhere'), 'account');
    const message = 'for "nowhere/account" has no namespace; give the chart of the account one';
    expect(() => account.allowRead(CONFIG_MAPS)).toThrow(message);
    expect(() => account.allow(['get'], CONFIG_MAPS, { namespaceName: 'shop' })).toThrow(message);
    expect(account.needsToken).toBe(false);
  });
});

describe('a grant is refused', () => {
  const named: GrantOptions = { names: ['web'] };

  test.each<[string, string[], kplus.IApiResource, GrantOptions, string]>([
    ['without a verb', [], CONFIG_MAPS, {}, 'has no verb; name one'],
    ['of a misspelt verb', ['gett'], PODS, {}, 'has the verb "gett", which pods does not have; use "get"'],
    ['of a verb in capitals', ['GET'], PODS, {}, 'has the verb "GET", which pods does not have; use "get"'],
    [
      'of a verb that a subresource does not have',
      ['list'],
      resource('', 'pods/log'),
      {},
      'has the verb "list", which pods/log does not have; use one of get',
    ],
    [
      'of a kind in place of a resource',
      ['get'],
      resource('apps', 'Deployment'),
      {},
      'names the resource "Deployment", which apps does not have; use "deployments"',
    ],
    [
      'of a resource of another group',
      ['get'],
      resource('', 'deployments'),
      {},
      'names the resource "deployments", which the core group does not have',
    ],
    [
      'of a resource that lives in no namespace',
      ['list'],
      resource('', 'nodes'),
      {},
      'is refused by rbac-ineffective-rule: ',
    ],
    ['of every verb', ['*'], CONFIG_MAPS, {}, 'rbac-wildcard-verb'],
    ['of every resource', ['get'], resource('apps', '*'), {}, 'rbac-wildcard-resource'],
    ['of every group', ['get'], resource('*', 'widgets'), {}, 'rbac-wildcard-api-group'],
    ['of a subresource of everything', ['get'], resource('', '*/status'), {}, 'rbac-wildcard-resource'],
    ['of escalating', ['escalate'], resource(RBAC, 'roles'), named, 'rbac-escalate'],
    ['of binding', ['bind'], resource(RBAC, 'clusterroles'), named, 'rbac-bind'],
    ['of acting as others', ['impersonate'], resource('', 'users'), named, 'is refused by rbac-ineffective-rule: '],
    [
      'of acting as others in part',
      ['impersonate:user-info'],
      resource('authentication.k8s.io', 'users'),
      named,
      'is refused by rbac-ineffective-rule: ',
    ],
    ['of acting as others on something', ['impersonate-on:user-info:list'], PODS, {}, 'rbac-impersonate'],
    ['of reading all Secrets', ['get'], SECRETS, {}, 'rbac-secrets-read'],
    ['of listing all Secrets', ['list'], SECRETS, {}, 'rbac-secrets-read'],
    ['of watching all Secrets', ['watch'], SECRETS, {}, 'rbac-secrets-read'],
    ['of making Secrets', ['create'], SECRETS, {}, 'rbac-secrets-modify'],
    ['of making tokens', ['create'], resource('', 'serviceaccounts/token'), {}, 'rbac-service-account-token-create'],
    ['of making pods', ['create'], PODS, {}, 'rbac-workload-create'],
    ['of changing pods', ['patch'], PODS, named, 'rbac-workload-modify'],
    ['of debugging pods', ['update'], resource('', 'pods/ephemeralcontainers'), named, 'rbac-pod-ephemeral-containers'],
    ['of making deployments', ['create'], DEPLOYMENTS, {}, 'rbac-workload-create'],
    ['of changing a deployment', ['update'], DEPLOYMENTS, named, 'rbac-workload-modify'],
    ['of making jobs', ['create'], resource('batch', 'cronjobs'), {}, 'rbac-workload-create'],
    ['of a shell in pods', ['create'], resource('', 'pods/exec'), named, 'rbac-pod-exec'],
    ['of the proxy of nodes', ['get'], resource('', 'nodes/proxy'), {}, 'is refused by rbac-ineffective-rule: '],
    ['of changing roles', ['update'], resource(RBAC, 'roles'), named, 'rbac-role-modify'],
    ['of making bindings', ['create'], resource(RBAC, 'rolebindings'), {}, 'rbac-role-modify'],
    [
      'of taking policies away',
      ['delete'],
      resource('networking.k8s.io', 'networkpolicies'),
      named,
      'rbac-network-modify',
    ],
    ['of changing namespaces', ['patch'], resource('', 'namespaces'), {}, 'rbac-namespace-modify'],
    [
      'of making volumes of nodes',
      ['create'],
      resource('', 'persistentvolumes'),
      {},
      'is refused by rbac-ineffective-rule: ',
    ],
    [
      'of changing admission control',
      ['delete'],
      resource('admissionregistration.k8s.io', 'validatingadmissionpolicies'),
      named,
      'is refused by rbac-ineffective-rule: ',
    ],
    [
      'of changing the API',
      ['update'],
      resource('apiextensions.k8s.io', 'customresourcedefinitions'),
      named,
      'is refused by rbac-ineffective-rule: ',
    ],
    [
      'of signing certificates',
      ['sign'],
      resource('certificates.k8s.io', 'signers'),
      named,
      'is refused by rbac-ineffective-rule: ',
    ],
    ['of making something by name', ['get', 'create'], CONFIG_MAPS, named, 'is refused by rbac-ineffective-rule: '],
    [
      'of deleting a collection by name',
      ['deletecollection'],
      CONFIG_MAPS,
      named,
      'is refused by rbac-ineffective-rule: ',
    ],
  ])('%s', (_, verbs, granted, options, why) => {
    const account = newAccount();
    const what = [granted.apiGroup, granted.resourceType].filter(Boolean).join('/');
    const atCall = errorOf(() => account.allow(verbs, granted, options));
    if (/^rbac-[a-z-]+$/.test(why)) {
      expect(atCall).toBe('');
      const message = errorOf(() => Testing.synth(Chart.of(account)));
      expect(message).toContain('by its accounts and roles (profile nsa of grants');
      expect(message).toContain(`✗ ${why} (`);
      expect(message).toContain('shop/account/Role');
    } else {
      expect(atCall).toContain(`grant of ${verbs.join(', ') || 'nothing'} on ${what} for "shop/account" ${why}`);
      expect(account.needsToken).toBe(false);
    }
  });

  test('and one that no rule finds anything in is not', () => {
    const account = newAccount();
    account.allow(['delete'], resource('example.com', 'widgets'), named);
    account.allow(['get', 'list'], DEPLOYMENTS);
    account.allow(['create'], resource('example.com', 'widgets'));
    account.allow(['list'], resource(RBAC, 'roles'));
    expect(rulesOf(account)).toHaveLength(4);
  });

  test('an empty list of names is no list of names, and not a way around', () => {
    const account = newAccount();
    account.allow(['get'], SECRETS, { names: [] });
    expect(() => Testing.synth(Chart.of(account))).toThrow('✗ rbac-secrets-read (high)');
  });

  test('an object does not make up for what names cannot limit', () => {
    const account = newAccount();
    const settings = new kplus.ConfigMap(Chart.of(account), 'settings', { data: {} });
    expect(() => account.allow(['create'], settings)).toThrow('is refused by rbac-ineffective-rule');
  });

  test('a shell by a WebSocket is refused where the version of the app lets GET open one', () => {
    const exec = resource('', 'pods/exec');
    const synthOf = (account: LockedServiceAccount) => () => {
      account.allow(['get'], exec);
      Testing.synth(Chart.of(account));
    };
    expect(synthOf(newAccount())).not.toThrow();
    const account = newAccount();
    HardeningPolicy.of(account.node.root).set({ kubernetesVersion: '1.30' });
    expect(synthOf(account)).toThrow('✗ rbac-pod-exec (high)');
  });
});

describe('a grant with a waiver', () => {
  const waiver = { rule: 'rbac-secrets-read', reason: 'the library reads it through the API', expires: '2999-12-31' };

  test('is made, and the waiver stands for the Role in the synth', () => {
    const account = newAccount();
    Aspects.of(account.node.root).add(
      new HardeningChecks({ profile: new Profile('ours', { rules: [Profiles.rule('rbac-secrets-read')] }) }),
    );
    account.allow(['get'], SECRETS, { names: ['key'], waivers: [waiver] });
    expect(rulesOf(account)).toEqual([
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['key'], verbs: ['get'] },
    ]);
  });

  const JOBS = resource('batch', 'jobs');
  const refused = (account: LockedServiceAccount) =>
    [...errorOf(() => Testing.synth(Chart.of(account))).matchAll(/^✗ (\S+)/gm)].map(([, rule]) => rule).sort();

  test('is needed for each rule that refuses it', () => {
    const refusal = (...rules: string[]) => {
      const account = newAccount();
      const waivers = rules.length === 0 ? [] : [{ ...waiver, rule: undefined, rules }];
      account.allow(['create', 'delete'], JOBS, { waivers });
      return refused(account);
    };
    expect(refusal()).toEqual(['rbac-broad-delete', 'rbac-workload-create']);
    expect(refusal('rbac-workload-create')).toEqual(['rbac-broad-delete']);
    expect(refusal('rbac-workload-create', 'rbac-broad-delete')).toEqual([]);
    expect(refusal('rbac-secrets-modify')).toEqual(['rbac-broad-delete', 'rbac-workload-create']);
  });

  test('or with a reason and a last day stands, whatever finds it', () => {
    const account = newAccount();
    account.allow(['create', 'delete'], JOBS, { reason: waiver.reason, expires: waiver.expires });
    expect(refused(account)).toEqual([]);
  });

  test('does not let another grant of the same Role stand, whatever the order', () => {
    const terms = { reason: waiver.reason, expires: waiver.expires };
    for (const first of [JOBS, DEPLOYMENTS]) {
      const account = newAccount();
      for (const each of [JOBS, DEPLOYMENTS]) account.allow(['create'], each, each === first ? terms : {});
      expect(refused(account)).toEqual(['rbac-workload-create']);
      const message = errorOf(() => Testing.synth(Chart.of(account)));
      expect(message).toContain(first === JOBS ? '(create deployments)' : '(create jobs)');
    }
  });

  test('of a rule that finds nothing in its grant lets no other grant stand', () => {
    const account = newAccount();
    account.allowRead(CONFIG_MAPS, { waivers: [{ ...waiver, rule: 'rbac-workload-create' }] });
    account.allow(['create'], JOBS);
    expect(refused(account)).toEqual(['rbac-workload-create']);
  });

  test('shows in the report of the app, once', () => {
    const account = newAccount();
    const checks = new HardeningChecks({ today: '2026-11-30' });
    Aspects.of(account.node.root).add(checks);
    const terms = { reason: waiver.reason, expires: '2026-12-24', ticket: 'OPS-1' };
    for (const each of [terms, terms, {}]) account.allow(['create'], JOBS, each);
    expect(rulesOf(account)).toHaveLength(1);
    Testing.synth(Chart.of(account));
    expect(
      checks.lastReport?.waived.map(({ finding, waiver: { reason, expires, ticket } }) => [
        finding.rule,
        reason,
        expires,
        ticket,
      ]),
    ).toEqual([['rbac-workload-create', waiver.reason, '2026-12-24', 'OPS-1']]);
  });

  test('that has expired is refused', () => {
    const account = newAccount();
    Aspects.of(account.node.root).add(new HardeningChecks({ today: '2026-12-25' }));
    account.allow(['create'], JOBS, { reason: waiver.reason, expires: '2026-12-24' });
    expect(refused(account)).toEqual(['rbac-workload-create']);
  });

  test('of the policy, by the name of the Role, lets it stand too', () => {
    const account = newAccount();
    account.allow(['create'], JOBS);
    const name = Testing.synth(Chart.of(place())).find(({ kind }) => kind === 'Role').metadata.name;
    HardeningPolicy.of(account.node.root).set({
      waivers: [
        {
          rule: 'rbac-workload-create',
          kind: 'Role',
          namespaceName: 'shop',
          name,
          reason: waiver.reason,
          expires: waiver.expires,
        },
      ],
    });
    expect(refused(account)).toEqual([]);
  });

  /** An account with a Role of the same name, which nothing refuses. */
  function place(): LockedServiceAccount {
    const account = newAccount();
    account.allowRead(CONFIG_MAPS);
    return account;
  }

  test.each<[string, GrantOptions, string]>([
    ['a reason that says nothing', { reason: 'short' }, 'has no reason; give one of at least ten characters'],
    ['a last day alone', { expires: '2999-12-31' }, 'has a last day and no reason; give a reason'],
    ['a ticket alone', { ticket: 'OPS-1' }, 'has a ticket and no reason; give a reason'],
    ['a day that is none', { reason: waiver.reason, expires: '2026-02-30' }, 'which is no day of the calendar'],
    ['expires and waivers', { reason: waiver.reason, expires: '2999-12-31', waivers: [waiver] }, 'give one of them'],
  ])('%s is an error at the call', (_, options, why) => {
    const account = newAccount();
    expect(() => account.allowRead(CONFIG_MAPS, options)).toThrow(why);
    expect(account.needsToken).toBe(false);
  });

  test('that is not needed leaves the reason in an annotation', () => {
    const account = newAccount();
    account.allowRead(CONFIG_MAPS, { reason: 'shows the settings', ticket: 'OPS-1' });
    expect(objectsOf(account, 'Role')[0].metadata.annotations).toEqual({
      'cdk8s-hardened.github.io/reasons': 'get, list, watch on configmaps: shows the settings; ticket=OPS-1',
    });
  });

  test('without a reason is refused by the synth', () => {
    const account = newAccount();
    account.allow(['get'], SECRETS, { names: ['key'], waivers: [{ ...waiver, reason: '' }] });
    expect(() => Testing.synth(Chart.of(account))).toThrow('has no reason');
  });
});
