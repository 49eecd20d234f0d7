import { escalationsOf, halvesOf } from './escalation';

const ways = (verbs: string[], group: string, resources: string[], rest: any = {}, version = '1.37') =>
  escalationsOf({ verbs, apiGroups: [group], resources, ...rest }, version).map(({ does }) => does);
const RBAC = 'rbac.authorization.k8s.io';

describe('a rule allows the escalation', () => {
  test.each<[string[], string, string[], string[]]>([
    [['get'], '', ['secrets'], ['read all secrets']],
    [['create'], '', ['secrets'], ['write secrets']],
    [['create'], 'apps', ['deployments'], ['create pods']],
    [['create'], '', ['deployments'], []],
    [['patch'], 'batch', ['cronjobs'], ['change pods']],
    [['create'], 'batch', ['cronjob'], []],
    [['create'], '', ['pods/exec'], ['run commands in pods']],
    [['create'], '', ['pods/attach'], ['run commands in pods']],
    [['create'], '', ['*/exec'], ['run commands in pods']],
    [['create'], '', ['pods/*'], []],
    [['get'], '', ['pods/exec'], []],
    [['patch'], '', ['pods/ephemeralcontainers'], ['add containers to running pods']],
    [['create'], '', ['pods/portforward'], ['connect to ports of pods']],
    [['get'], '', ['services/proxy'], ['connect to pods and services']],
    [['get'], '', ['nodes/proxy'], ['run commands on nodes']],
    [['get'], '', ['nodes/metrics', 'nodes'], []],
    [['patch'], '', ['nodes'], ['change nodes']],
    [['create'], '', ['bindings'], ['place pods on nodes']],
    [['escalate'], RBAC, ['roles'], ['write roles with any permission']],
    [['escalate'], RBAC, ['clusterroles'], ['write cluster roles with any permission']],
    [['bind'], RBAC, ['clusterroles'], ['bind roles that allow more']],
    [['update'], RBAC, ['rolebindings'], ['write roles and bindings']],
    [['update'], RBAC, ['clusterrolebindings'], ['write cluster roles and their bindings']],
    [['impersonate'], '', ['groups'], ['act as another user']],
    [['impersonate'], '', ['serviceaccounts'], ['act as another service account']],
    [['impersonate:serviceaccount'], 'authentication.k8s.io', ['serviceaccounts'], []],
    [['create'], '', ['serviceaccounts/token'], ['make tokens of other accounts']],
    [['approve'], 'certificates.k8s.io', ['signers'], ['approve certificates that log in']],
    [
      ['delete'],
      'admissionregistration.k8s.io',
      ['validatingadmissionpolicies'],
      ['change what the API server admits'],
    ],
    [['create'], 'apiextensions.k8s.io', ['customresourcedefinitions'], ['extend the API']],
    [['create'], 'apiregistration.k8s.io', ['apiservices'], ['extend the API']],
    [['create'], '', ['persistentvolumes'], ['create persistent volumes on the disks of nodes']],
    [['patch'], '', ['persistentvolumes'], []],
    [['patch'], '', ['namespaces'], ['change the labels of namespaces']],
    [['update'], '', ['namespaces/status'], ['change the labels of namespaces']],
    [['update'], '', ['namespaces/finalize'], ['change the labels of namespaces']],
    [['patch'], '', ['namespaces/finalize'], []],
    [['create', 'delete'], '', ['namespaces'], []],
    [['get', 'list', 'watch'], '', ['configmaps', 'pods', 'events'], []],
  ])('%j on %s/%j', (verbs, group, resources, expected) => {
    expect(ways(verbs, group, resources)).toEqual(expected);
  });

  test('half of a constrained impersonation from 1.36 on', () => {
    const rule = { verbs: ['impersonate:arbitrary-node'], apiGroups: ['authentication.k8s.io'], resources: ['nodes'] };
    const halves = (version: string) => halvesOf(rule, version).map(({ does }) => does);
    expect(halves('1.36')).toEqual(['act as a node, for some verbs']);
    expect(halves('1.35')).toEqual([]);
  });

  test('get on exec until 1.34', () => {
    expect(ways(['get'], '', ['pods/exec'], {}, '1.34')).toEqual(['run commands in pods']);
    expect(ways(['get'], '', ['pods/exec'], {}, '1.35')).toEqual([]);
    expect(ways(['get'], '', ['pods/portforward'], {}, '1.34')).toEqual(['connect to ports of pods']);
  });
});

describe('names', () => {
  test.each<[string[], string, string[], string, string[]]>([
    [['get'], '', ['secrets'], 'tls', []],
    [['create'], '', ['serviceaccounts/token'], 'web', []],
    [['bind'], RBAC, ['clusterroles'], 'cluster-admin', ['bind roles that allow more']],
    [['bind'], RBAC, ['clusterroles'], 'view', []],
    [['escalate'], RBAC, ['roles'], 'web', ['write roles with any permission']],
    [['impersonate'], '', ['groups'], 'system:masters', ['act as another user']],
    [['impersonate'], '', ['groups'], 'developers', []],
    [
      ['patch'],
      'admissionregistration.k8s.io',
      ['mutatingwebhookconfigurations'],
      'web',
      ['change what the API server admits'],
    ],
    [['create'], 'admissionregistration.k8s.io', ['mutatingwebhookconfigurations'], 'web', []],
    [
      ['approve'],
      'certificates.k8s.io',
      ['signers'],
      'kubernetes.io/kube-apiserver-client',
      ['approve certificates that log in'],
    ],
    [['approve'], 'certificates.k8s.io', ['signers'], 'kubernetes.io/kubelet-serving', []],
    [['approve'], 'certificates.k8s.io', ['signers'], 'example.com/*', []],
  ])('%j on %s/%j %s', (verbs, group, resources, name, expected) => {
    expect(ways(verbs, group, resources, { resourceNames: [name] })).toEqual(expected);
  });
});

test('the most powerful escalation comes first, with its scope and its built-in role', () => {
  const all = escalationsOf({ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, '1.37');
  expect(all[0]).toEqual({
    rule: 'rbac-escalate',
    rank: 0,
    does: 'write roles with any permission',
    heldBy: undefined,
    leads: 'far',
    isClusterScoped: false,
    isDirect: false,
    opens: 'everything',
    needs: [{ verbs: ['create', 'update', 'patch'], group: 'rbac.authorization.k8s.io', resources: ['roles'] }],
  });
  const isLast = all.map(({ leads }) => leads === 'on');
  expect(isLast).toEqual([...isLast].sort());
  expect(all.filter(({ heldBy }) => heldBy === 'admin').map(({ does }) => does)).toEqual(['write roles and bindings']);
});

describe('resources of products', () => {
  test.each<[string[], string, string[], string[]]>([
    [['create'], 'argoproj.io', ['workflows'], ['create pods']],
    [['create'], '*', ['taskruns'], ['create pods']],
    [['create'], 'argoproj.io', ['applications'], ['deploy objects with the permissions of a controller']],
    [['patch'], 'kyverno.io', ['policyexceptions'], ['change admission policies']],
    [['delete'], 'constraints.gatekeeper.sh', ['k8sallowedrepos'], ['change admission policies']],
    [['get'], 'constraints.gatekeeper.sh', ['k8sallowedrepos'], []],
    [['delete'], '*', ['configmaps'], []],
    [['create'], 'argoproj.io', ['workflowtemplates'], []],
    [['patch'], 'argoproj.io', ['workflowtemplates'], []],
    [['patch'], 'argoproj.io', ['rollouts'], ['change pods']],
    [['patch'], 'argoproj.io', ['applications'], ['change what a controller deploys']],
  ])('%j on %s/%j', (verbs, group, resources, expected) => {
    const found = escalationsOf({ verbs, apiGroups: [group], resources }, '1.37');
    expect(found.map(({ does }) => does)).toEqual(expected);
  });
});

test('null is no rule', () => {
  expect(escalationsOf({ verbs: null, apiGroups: null, resources: null, resourceNames: null }, '1.37')).toEqual([]);
});
