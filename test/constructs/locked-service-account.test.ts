import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { type GrantOptions, LockedServiceAccount, type LockedServiceAccountProps } from '../../src/index';

function newChart(
  namespace: string | undefined = 'shop',
  app = new App({ outdir: join(tmpdir(), 'cdk8s-hardened') }),
): Chart {
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

const { CONFIG_MAPS, SECRETS, PODS, DEPLOYMENTS } = kplus.ApiResource;
const RBAC = 'rbac.authorization.k8s.io';

describe('an account without a grant', () => {
  test('gives its token to nobody', () => {
    expect(objectsOf(newAccount(), 'ServiceAccount')).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: expect.objectContaining({ namespace: 'shop' }),
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
    const account = new LockedServiceAccount(newChart(undefined, new App({ outdir: tmpdir() })), 'account');
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
    account.allowRead(PODS, CONFIG_MAPS);
    expect(rulesOf(account).map(({ resources }) => resources)).toEqual([['configmaps'], ['pods']]);
  });

  test('of one Secret is a grant of it alone', () => {
    const account = newAccount();
    const secret = new kplus.Secret(Chart.of(account), 'key');
    account.allowRead(secret);
    expect(rulesOf(account)).toEqual([
      { apiGroups: [''], resources: ['secrets'], resourceNames: [secret.name], verbs: ['get'] },
    ]);
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
    const app = new App({ outdir: tmpdir() });
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

  test('is an error where nobody knows the namespace of the account, or of the object', () => {
    const app = new App({ outdir: tmpdir() });
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
    [
      'of every verb',
      ['*'],
      CONFIG_MAPS,
      {},
      'has a wildcard verb, which also grants what does not exist yet; name each',
    ],
    ['of every resource', ['get'], resource('apps', '*'), {}, 'has a wildcard resource'],
    ['of every group', ['get'], resource('*', 'widgets'), {}, 'has a wildcard API group'],
    ['of a subresource of everything', ['get'], resource('', '*/status'), {}, 'has a wildcard resource'],
    [
      'of escalating',
      ['escalate'],
      resource(RBAC, 'roles'),
      named,
      'has the verb "escalate", which gives its holder the permissions of others',
    ],
    [
      'of binding',
      ['bind'],
      resource(RBAC, 'clusterroles'),
      named,
      'has the verb "bind", which gives its holder the permissions of others',
    ],
    ['of acting as others', ['impersonate'], resource('', 'users'), named, 'has the verb "impersonate"'],
    [
      'of acting as others in part',
      ['impersonate:user-info'],
      resource('authentication.k8s.io', 'users'),
      named,
      'has the verb "impersonate:user-info"',
    ],
    [
      'of acting as others on something',
      ['impersonate-on:user-info:list'],
      PODS,
      {},
      'has the verb "impersonate-on:user-info:list"',
    ],
    [
      'of reading all Secrets',
      ['get'],
      SECRETS,
      {},
      'reads all Secrets of the namespace; name the objects that it needs',
    ],
    ['of listing all Secrets', ['list'], SECRETS, {}, 'reads all Secrets of the namespace'],
    ['of watching all Secrets', ['watch'], SECRETS, {}, 'reads all Secrets of the namespace'],
    ['of making Secrets', ['create'], SECRETS, {}, 'can mint a token of any account of the namespace'],
    [
      'of making tokens',
      ['create'],
      resource('', 'serviceaccounts/token'),
      {},
      'can mint a token of any account of the namespace',
    ],
    [
      'of making pods',
      ['create'],
      PODS,
      {},
      'runs as any account of the namespace and mounts any of its Secrets; leave it to a controller of the platform',
    ],
    ['of changing pods', ['patch'], PODS, named, 'puts its code into running pods'],
    [
      'of debugging pods',
      ['update'],
      resource('', 'pods/ephemeralcontainers'),
      named,
      'puts its code into running pods',
    ],
    ['of making deployments', ['create'], DEPLOYMENTS, {}, 'runs as any account of the namespace'],
    ['of changing a deployment', ['update'], DEPLOYMENTS, named, 'runs as any account of the namespace'],
    ['of making jobs', ['create'], resource('batch', 'cronjobs'), {}, 'runs as any account of the namespace'],
    [
      'of a shell in pods',
      ['create'],
      resource('', 'pods/exec'),
      named,
      'reaches into pods through the API server, past every NetworkPolicy',
    ],
    [
      'of a shell in pods by a WebSocket',
      ['get'],
      resource('', 'pods/exec'),
      {},
      'reaches into pods through the API server',
    ],
    ['of the proxy of nodes', ['get'], resource('', 'nodes/proxy'), {}, 'reaches into pods through the API server'],
    ['of changing roles', ['update'], resource(RBAC, 'roles'), named, 'changes who may do what'],
    ['of making bindings', ['create'], resource(RBAC, 'rolebindings'), {}, 'changes who may do what'],
    [
      'of taking policies away',
      ['delete'],
      resource('networking.k8s.io', 'networkpolicies'),
      named,
      'takes network isolation away',
    ],
    ['of changing namespaces', ['patch'], resource('', 'namespaces'), named, 'takes Pod Security labels away'],
    ['of making volumes of nodes', ['create'], resource('', 'persistentvolumes'), {}, 'reaches the nodes'],
    [
      'of changing admission control',
      ['delete'],
      resource('admissionregistration.k8s.io', 'validatingadmissionpolicies'),
      named,
      'changes or removes admission control',
    ],
    [
      'of changing the API',
      ['update'],
      resource('apiextensions.k8s.io', 'customresourcedefinitions'),
      named,
      'changes the API itself',
    ],
    [
      'of signing certificates',
      ['sign'],
      resource('certificates.k8s.io', 'signers'),
      named,
      'issues certificates for any user',
    ],
    [
      'of making something by name',
      ['get', 'create'],
      CONFIG_MAPS,
      named,
      'limits "create" by name, which the API server never matches; declare it without names, or leave it out',
    ],
    ['of deleting a collection by name', ['deletecollection'], CONFIG_MAPS, named, 'limits "deletecollection" by name'],
  ])('%s', (_, verbs, granted, options, why) => {
    const account = newAccount();
    const name = [granted.apiGroup === 'core' ? 'core' : granted.apiGroup, granted.resourceType]
      .filter(Boolean)
      .join('/');
    let message = '';
    try {
      account.allow(verbs, granted, options);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(`grant of ${verbs.join(', ') || 'nothing'} on ${name} for "shop/account" ${why}`);
    expect(account.needsToken).toBe(false);
  });

  test('and one that is harmless by name is not', () => {
    const account = newAccount();
    account.allow(['get'], SECRETS, named);
    account.allow(['create'], resource('', 'serviceaccounts/token'), named);
    account.allow(['delete'], PODS, named);
    account.allow(['get', 'list'], DEPLOYMENTS);
    account.allow(['create'], CONFIG_MAPS);
    account.allow(['list'], resource(RBAC, 'roles'));
    expect(rulesOf(account)).toHaveLength(6);
  });

  test('an empty list of names is no list of names, and not a way around', () => {
    expect(() => newAccount().allow(['get'], SECRETS, { names: [] })).toThrow('reads all Secrets');
  });

  test('an object does not make up for what names cannot limit', () => {
    const account = newAccount();
    const settings = new kplus.ConfigMap(Chart.of(account), 'settings', { data: {} });
    expect(() => account.allow(['create'], settings)).toThrow('limits "create" by name');
  });
});
