import { ApiObject, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { GrantTarget, HardeningPolicy, LockedServiceAccount, Verbs } from '../../src/index';
import { newApp } from '../support/workloads';

const RBAC = 'rbac.authorization.k8s.io';
const TERMS = { reason: 'needed for the courses of the day', expires: '2999-12-31' };
const { CONFIG_MAPS, SECRETS, NODES, JOBS, PODS } = kplus.ApiResource;

function newAccount(): LockedServiceAccount {
  return new LockedServiceAccount(new Chart(newApp(), 'shop', { namespace: 'shop' }), 'account');
}

function ofKind(account: LockedServiceAccount, kind: string): any[] {
  return Testing.synth(Chart.of(account)).filter((object) => object.kind === kind);
}

function resource(apiGroup: string, resourceType: string): kplus.IApiResource {
  return kplus.ApiResource.custom({ apiGroup, resourceType });
}

/** Namespace and rules of each Role. */
function rolesOf(account: LockedServiceAccount): { readonly [namespace: string]: any[] } {
  return Object.fromEntries(ofKind(account, 'Role').map(({ metadata, rules }) => [metadata.namespace, rules]));
}

describe('a grant in all namespaces', () => {
  test('is one ClusterRole and one ClusterRoleBinding, with the reason', () => {
    const account = newAccount();
    account.allowClusterWide(Verbs.READ, NODES, { reason: 'shows the capacity' });
    account.allowUrls(['get'], ['/metrics', '/healthz*'], { reason: 'scrapes the API server' });
    const [role] = ofKind(account, 'ClusterRole');
    expect(role.metadata.namespace).toBeUndefined();
    expect(role.rules).toEqual([
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
      { nonResourceURLs: ['/healthz*', '/metrics'], verbs: ['get'] },
    ]);
    expect(role.metadata.annotations['cdk8s-hardened.github.io/reasons'].split('\n')).toEqual([
      'get, list, watch on nodes: shows the capacity',
      'get on /healthz*, /metrics: scrapes the API server',
    ]);
    const [binding] = ofKind(account, 'ClusterRoleBinding');
    expect(binding.metadata.namespace).toBeUndefined();
    expect(binding.roleRef).toEqual({ apiGroup: RBAC, kind: 'ClusterRole', name: role.metadata.name });
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: account.name, namespace: 'shop' }]);
    expect(ofKind(account, 'Role')).toEqual([]);
    expect(account.needsToken).toBe(true);
  });

  test('needs a reason, also from a language that does not check it', () => {
    const account = newAccount() as any;
    const message = 'grant of get on nodes for "shop/account" is for all namespaces and has no reason';
    expect(() => account.allowClusterWide(['get'], NODES)).toThrow(message);
    expect(() => account.allowClusterWide(['get'], NODES, {})).toThrow(message);
    expect(() => account.allowClusterWide(['get'], NODES, { reason: 'why' })).toThrow('at least ten characters');
  });

  test('is what the refusal of a Role for what is in no namespace names', () => {
    expect(() => newAccount().allowRead(NODES)).toThrow(
      /cluster-scoped.*\nAs allowClusterWide\(verbs, target, { reason }\)/,
    );
  });

  test.each<[string, string[], string[], string]>([
    ['a path without a slash', ['get'], ['metrics'], 'has "metrics", which is no path'],
    ['a star within', ['get'], ['/a*/b'], 'has "/a*/b", which is no path'],
    ['all paths', ['get'], ['*'], 'has "*", which is no path, or every path'],
    ['all paths below the root', ['get'], ['/*'], 'has "/*", which is no path, or every path'],
    ['a verb of resources', ['list'], ['/metrics'], 'has "list", which is no method'],
    ['no path', ['get'], [], 'has no verb or no path'],
    ['no verb', [], ['/metrics'], 'has no verb or no path'],
  ])('of a URL with %s is an error', (_, verbs, urls, why) => {
    expect(() => newAccount().allowUrls(verbs, urls, { reason: 'scrapes the API server' })).toThrow(why);
  });

  // research/netrbac.md §5.2 and §5.5: what a workload identity must not get without a reason and a last day.
  test.each<[string, string[], kplus.IApiResource, string]>([
    ['A2 escalate', ['escalate'], resource(RBAC, 'clusterroles'), 'rbac-escalate'],
    ['A3 bind', ['bind'], resource(RBAC, 'clusterroles'), 'rbac-bind'],
    ['A4 bindings', ['create'], resource(RBAC, 'clusterrolebindings'), 'rbac-role-modify'],
    ['A5 users', ['impersonate'], resource('', 'users'), 'rbac-impersonate'],
    ['A5 groups', ['impersonate'], resource('', 'groups'), 'rbac-impersonate'],
    ['A5 accounts', ['impersonate'], resource('', 'serviceaccounts'), 'rbac-impersonate'],
    ['A5b constrained', ['impersonate:user-info'], resource('authentication.k8s.io', 'users'), 'rbac-impersonate'],
    ['A5b nodes', ['impersonate:arbitrary-node'], resource('authentication.k8s.io', 'nodes'), 'rbac-impersonate'],
    ['A5b on', ['impersonate-on:user-info:list'], PODS, 'rbac-impersonate'],
    ['B1 secrets', ['list'], SECRETS, 'rbac-secrets-read'],
    ['B2 secrets', ['create'], SECRETS, 'rbac-secrets-modify'],
    ['B3 tokens', ['create'], resource('', 'serviceaccounts/token'), 'rbac-service-account-token-create'],
    ['B4 approve', ['approve'], resource('certificates.k8s.io', 'signers'), 'rbac-certificate-signing-request-approve'],
    ['B5 config', ['update'], CONFIG_MAPS, 'rbac-config-map-modify'],
    ['B7 attest', ['attest'], resource('certificates.k8s.io', 'signers'), 'rbac-trust-bundle-modify'],
    ['C1 pods', ['create'], PODS, 'rbac-workload-create'],
    ['C2 cron jobs', ['create'], resource('batch', 'cronjobs'), 'rbac-workload-create'],
    ['C3 pods', ['patch'], PODS, 'rbac-workload-modify'],
    ['C4 exec', ['create'], resource('', 'pods/exec'), 'rbac-pod-exec'],
    ['C4 attach', ['create'], resource('', 'pods/attach'), 'rbac-pod-attach'],
    ['C5 debug', ['patch'], resource('', 'pods/ephemeralcontainers'), 'rbac-pod-ephemeral-containers'],
    ['C6 port-forward', ['create'], resource('', 'pods/portforward'), 'rbac-pod-portforward'],
    ['C6 proxy', ['get'], resource('', 'services/proxy'), 'rbac-pod-service-proxy'],
    ['C7 kubelet', ['get'], resource('', 'nodes/proxy'), 'rbac-node-proxy'],
    ['D1 volumes', ['create'], resource('', 'persistentvolumes'), 'rbac-persistent-volume-create'],
    ['D2 nodes', ['patch'], NODES, 'rbac-node-modify'],
    [
      'E1 webhooks',
      ['update'],
      resource('admissionregistration.k8s.io', 'mutatingwebhookconfigurations'),
      'rbac-admission-config-modify',
    ],
    [
      'E2 policies',
      ['delete'],
      resource('admissionregistration.k8s.io', 'validatingadmissionpolicies'),
      'rbac-admission-config-modify',
    ],
    ['E3 namespaces', ['patch'], resource('', 'namespaces'), 'rbac-namespace-modify'],
    ['E4 policies', ['delete'], resource('networking.k8s.io', 'networkpolicies'), 'rbac-network-modify'],
    ['E5 APIs', ['update'], resource('apiregistration.k8s.io', 'apiservices'), 'rbac-api-extension-modify'],
    ['E10 verbs', ['*'], resource('example.com', 'widgets'), 'rbac-wildcard-verb'],
    ['E10 resources', ['get'], resource('example.com', '*'), 'rbac-wildcard-resource'],
    ['E10 groups', ['get'], resource('*', 'widgets'), 'rbac-wildcard-api-group'],
  ])('%s is found by the rules, and stands with a reason and a last day', (_, verbs, target, rule) => {
    const account = newAccount();
    account.allowClusterWide(verbs, target, { reason: TERMS.reason });
    expect(() => Testing.synth(Chart.of(account))).toThrow(`✗ ${rule} (`);
    const accepted = newAccount();
    accepted.allowClusterWide(verbs, target, TERMS);
    expect(() => Testing.synth(Chart.of(accepted))).not.toThrow();
  });
});

describe('a grant in several namespaces', () => {
  test('is one Role in each', () => {
    const account = newAccount();
    account.allowInNamespaces(['blue', 'green'], ['create', 'delete'], JOBS, TERMS);
    const rule = { apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'delete'] };
    expect(rolesOf(account)).toEqual({ blue: [rule], green: [rule] });
  });

  test('names some, in one place', () => {
    const account = newAccount();
    expect(() => account.allowInNamespaces([], Verbs.READ, CONFIG_MAPS)).toThrow('is for no namespace; name one');
    expect(() => account.allowInNamespaces(['a'], Verbs.READ, CONFIG_MAPS, { namespaceName: 'b' })).toThrow(
      'names a namespace in its options too',
    );
  });
});

describe('a target', () => {
  test('may be the object of any construct', () => {
    const account = newAccount();
    const chart = Chart.of(account);
    const certificate = new ApiObject(chart, 'certificate', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'tls', namespace: 'mesh' },
    });
    const ingress = new ApiObject(chart, 'ingress', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
    } as any);
    account.allowRead(GrantTarget.of(certificate, { resourceType: 'certificates' }));
    account.allowRead(GrantTarget.of(ingress));
    expect(rolesOf(account)).toEqual({
      mesh: [{ apiGroups: ['cert-manager.io'], resources: ['certificates'], resourceNames: ['tls'], verbs: ['get'] }],
      shop: [
        {
          apiGroups: ['networking.k8s.io'],
          resources: ['ingresses'],
          resourceNames: [ingress.name],
          verbs: ['get'],
        },
      ],
    });
    expect(() => GrantTarget.of(certificate)).toThrow(
      'is a Certificate of cert-manager.io/v1, whose plural is not known',
    );
    expect(() => GrantTarget.of(chart)).toThrow('"shop" makes no object of its own');
  });

  test('is named in the plural, also where cdk8s-plus-28 does not', () => {
    const account = newAccount();
    const cronJob = new kplus.CronJob(Chart.of(account), 'nightly', {
      schedule: { expressionString: '0 4 * * *' } as any,
      containers: [{ image: 'x' }],
    });
    account.allowRead(cronJob);
    expect(rolesOf(account).shop?.[0].resources).toEqual(['cronjobs']);
  });

  test('that is a Namespace is granted in this very namespace, where the API server asks', () => {
    const account = newAccount();
    account.allowRead(new kplus.Namespace(Chart.of(account), 'bank', { metadata: { name: 'bank' } }));
    expect(rolesOf(account)).toEqual({
      bank: [{ apiGroups: [''], resources: ['namespaces'], resourceNames: ['bank'], verbs: ['get'] }],
    });
  });

  test('may be a subresource', () => {
    const account = newAccount();
    account.allow(['get'], PODS, { subresource: 'log' });
    expect(rolesOf(account).shop?.[0].resources).toEqual(['pods/log']);
    expect(() => account.allow(['get'], PODS, { subresource: 'logs' })).toThrow('use "pods/log"');
  });

  test('is one for each call', () => {
    const account = newAccount() as any;
    expect(() => account.allowRead(PODS, CONFIG_MAPS)).toThrow('has two targets; call it once for each');
    expect(() => account.allowRead()).toThrow('names no object and no kind');
  });

  test.each(['list', 'watch'])('by name is an error for %s, unless the client selects by field', (verb) => {
    const account = newAccount();
    expect(() => account.allow(['get', verb], CONFIG_MAPS, { names: ['a'] })).toThrow(
      `is limited to names, and such requests have none (${verb})`,
    );
    account.allow(['get', verb], CONFIG_MAPS, { names: ['a'], byFieldSelector: true });
    expect(rolesOf(account).shop).toHaveLength(1);
  });

  test('that is an object has no other names, and is not made a kind by an empty list', () => {
    const account = newAccount();
    const settings = new kplus.ConfigMap(Chart.of(account), 'settings', { data: {} });
    expect(() => account.allowRead(settings, { names: ['other'] })).toThrow(
      `is of the object "${settings.name}" and has names`,
    );
    account.allowRead(settings, { names: [] });
    expect(rolesOf(account).shop).toEqual([
      { apiGroups: [''], resources: ['configmaps'], resourceNames: [settings.name], verbs: ['get'] },
    ]);
  });

  test('by name has the verbs of a preset that a name can limit', () => {
    const account = newAccount();
    account.allowRead(CONFIG_MAPS, { names: ['b', 'a'] });
    expect(rolesOf(account).shop).toEqual([
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['a', 'b'], verbs: ['get'] },
    ]);
  });
});

describe('a controller', () => {
  test('elects its leader by one Lease', () => {
    const account = newAccount();
    account.allowLeaderElection('operator');
    const lease = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
    expect(rolesOf(account).shop).toEqual([
      { ...lease, resourceNames: ['operator'], verbs: ['get', 'update'] },
      { ...lease, verbs: ['create'] },
    ]);
  });

  test('records events', () => {
    const account = newAccount();
    account.allowEvents();
    expect(rolesOf(account).shop?.map(({ apiGroups, verbs }) => [...apiGroups, ...verbs])).toEqual([
      ['', 'create', 'patch'],
      ['events.k8s.io', 'create', 'patch'],
    ]);
  });

  test('owns objects by label: a policy denies all other writes to the kind, and to nobody else', () => {
    const account = newAccount();
    account.allowOwned(CONFIG_MAPS, { labels: { 'acme.example/owner': 'op' }, namespaceNames: ['blue'], ...TERMS });
    expect(rolesOf(account).blue).toEqual([
      {
        apiGroups: [''],
        resources: ['configmaps'],
        verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
      },
    ]);
    const [policy] = ofKind(account, 'ValidatingAdmissionPolicy');
    expect(policy.metadata.namespace).toBeUndefined();
    expect(policy.spec.failurePolicy).toBe('Fail');
    expect(policy.spec.matchConstraints.resourceRules).toEqual([
      { apiGroups: [''], apiVersions: ['*'], operations: ['CREATE', 'UPDATE', 'DELETE'], resources: ['configmaps'] },
    ]);
    expect(policy.spec.matchConditions[0].expression).toBe(
      `request.userInfo.username == "system:serviceaccount:shop:${account.name}"`,
    );
    const owned = (object: string) =>
      `(has(${object}.metadata.labels) && "acme.example/owner" in ${object}.metadata.labels && ${object}.metadata.labels["acme.example/owner"] == "op")`;
    expect(policy.spec.validations[0].expression).toBe(
      `(request.operation == "CREATE" || ${owned('oldObject')}) && (request.operation == "DELETE" || ${owned('object')})`,
    );
    expect(ofKind(account, 'ValidatingAdmissionPolicyBinding')[0].spec).toEqual({
      policyName: policy.metadata.name,
      validationActions: ['Deny'],
    });
  });

  test('owns nothing without a label, by a wrong one, twice, or before the policies are stable', () => {
    const account = newAccount();
    const owned = (labels: { [label: string]: string }) => () => account.allowOwned(CONFIG_MAPS, { labels, ...TERMS });
    expect(owned({})).toThrow('has no label; give one');
    expect(owned({ 'a b': 'c' })).toThrow('has a b: "c", which is not a valid label');
    owned({ a: 'b' })();
    expect(owned({ a: 'b' })).toThrow('owns configmaps by label already');
    const old = newAccount();
    HardeningPolicy.of(old.node.root).set({ kubernetesVersion: '1.29' });
    expect(() => old.allowOwned(CONFIG_MAPS, { labels: { a: 'b' }, ...TERMS })).toThrow(
      'needs ValidatingAdmissionPolicies of Kubernetes 1.30, and the app is for 1.29',
    );
  });

  test('renews the certificate of its own webhooks, by name', () => {
    const account = newAccount();
    account.allowWebhookCertificates({
      secretName: 'tls',
      validatingWebhooks: ['v'],
      mutatingWebhooks: ['m'],
      ...TERMS,
    });
    const verbs = ['get', 'patch', 'update'];
    expect(rolesOf(account).shop).toEqual([{ apiGroups: [''], resources: ['secrets'], resourceNames: ['tls'], verbs }]);
    expect(ofKind(account, 'ClusterRole')[0].rules).toEqual(
      ['m', 'v'].map((name) => ({
        apiGroups: ['admissionregistration.k8s.io'],
        resources: [`${name === 'm' ? 'mutating' : 'validating'}webhookconfigurations`],
        resourceNames: [name],
        verbs,
      })),
    );
    expect(() => newAccount().allowWebhookCertificates({ secretName: 'tls', ...TERMS })).toThrow('are of no webhook');
  });
});

describe('a role of the cluster', () => {
  const UNKNOWN = 'cdk8s-hardened.github.io/external-role';

  test('is bound where it is asked for, and marked as unknown', () => {
    const account = newAccount();
    const reason = 'reviews the tokens of callers';
    account.bindExternalRole('extension-apiserver-authentication-reader', { reason, namespaceName: 'kube-system' });
    account.bindExternalClusterRole('system:auth-delegator', { reason, clusterWide: true });
    const [here] = ofKind(account, 'RoleBinding');
    expect(here.metadata.namespace).toBe('kube-system');
    expect(here.roleRef).toEqual({
      apiGroup: RBAC,
      kind: 'Role',
      name: 'extension-apiserver-authentication-reader',
    });
    expect(here.metadata.annotations[UNKNOWN]).toBe(
      'Role extension-apiserver-authentication-reader: what it allows is unknown',
    );
    const [everywhere] = ofKind(account, 'ClusterRoleBinding');
    expect(everywhere.metadata.namespace).toBeUndefined();
    expect(everywhere.subjects).toEqual([{ kind: 'ServiceAccount', name: account.name, namespace: 'shop' }]);
    expect(account.needsToken).toBe(true);
  });

  test.each(['admin', 'edit', 'cluster-admin'])('%s is refused, and stands with a reason and a last day', (name) => {
    const account = newAccount();
    account.bindExternalClusterRole(name, { reason: TERMS.reason });
    expect(() => Testing.synth(Chart.of(account))).toThrow(/✗ rbac-(admin-edit|cluster-admin)-binding/);
    const accepted = newAccount();
    accepted.bindExternalClusterRole(name, TERMS);
    expect(() => Testing.synth(Chart.of(accepted))).not.toThrow();
  });

  test('needs one place and a reason', () => {
    const account = newAccount();
    const bind = (options: any) => () => account.bindExternalClusterRole('view', options);
    expect(bind({ reason: 'short' })).toThrow('at least ten characters');
    expect(bind({ reason: TERMS.reason, clusterWide: true, namespaceName: 'a' })).toThrow('give one of clusterWide');
    bind({ reason: TERMS.reason })();
    expect(bind({ reason: TERMS.reason })).toThrow('is there already; call it once');
  });
});
