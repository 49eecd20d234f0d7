/** What the rules about permissions speak of, as requests: written from what each rule says, not from how it looks. */
import { AUTHENTICATION, RBAC } from './grants';
import type { AccessRequest } from './judge';

/** Requests that together do something. */
export type Deed = readonly AccessRequest[];

/** What requests are asked about. */
export interface Context {
  readonly user: string;
  /** Names that rules list. */
  readonly names: readonly string[];
  /** Namespaces in which a subject may be bound. */
  readonly namespaces: readonly string[];
}

/** One rule of a role. */
export interface RoleRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** A name that no rule lists. */
export const UNLISTED = 'unlisted';
export const WRITE = ['create', 'update', 'patch'];
export const CHANGE = ['update', 'patch'];
export const DELETE = ['delete', 'deletecollection'];
const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

type Scope = 'namespaced' | 'cluster' | 'namespace';
type Deeds = (context: Context, rule: RoleRule) => Deed[];

/**
 * Verbs on resources as the server asks for them: in the namespace of the object, which for a namespace is itself, and by
 * name where the path has one. What a server-side apply makes is asked for by name, as patch and as create.
 */
export function on(
  verbs: readonly string[],
  group: string,
  resources: readonly string[],
  scope: Scope = 'namespaced',
): Deeds {
  return (context) =>
    resources.flatMap((each) => {
      const [resource = '', subresource] = each.split('/');
      const request = (verb: string, name: string, namespace: string): AccessRequest => ({
        ...{ user: context.user, verb, apiGroup: group, resource, name, namespace },
        ...(subresource === undefined ? {} : { subresource }),
      });
      const named = [UNLISTED, ...context.names];
      return verbs.flatMap((verb): Deed[] => {
        if (scope === 'namespace' && verb !== 'create')
          return [...context.namespaces, ...context.names].map((each) => [request(verb, each, each)]);
        const places = scope === 'namespaced' ? context.namespaces : [''];
        return places.flatMap((place): Deed[] => {
          if (subresource !== undefined) return named.map((name) => [request(verb, name, place)]);
          if (verb === 'deletecollection') return [[request(verb, '', place)]];
          if (verb === 'create')
            return [
              [request(verb, '', place)],
              ...context.names.map((name) => [request('patch', name, place), request(verb, name, place)]),
            ];
          const all = verb === 'list' || verb === 'watch' ? ['', ...context.names] : named;
          return all.map((name) => [request(verb, name, place)]);
        });
      });
    });
}

export function any(...parts: readonly Deeds[]): Deeds {
  return (context, rule) => parts.flatMap((part) => part(context, rule));
}

/** The same, of rules that list no names: a list of names is taken as intended. */
function unnamed(part: Deeds): Deeds {
  return (context, rule) => (rule.resourceNames?.length ? [] : part(context, rule));
}

const CLUSTER = 'cluster';
const onWorkloads = (verbs: readonly string[]) =>
  any(
    on(verbs, '', ['pods', 'replicationcontrollers']),
    on(verbs, 'apps', ['deployments', 'daemonsets', 'statefulsets', 'replicasets']),
    on(verbs, 'batch', ['jobs', 'cronjobs']),
  );
const CUSTOM = (verbs: readonly string[]) => on(verbs, 'argoproj.io', ['rollouts']);
const ADMISSION = [
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
  'mutatingadmissionpolicies',
].concat(['mutatingadmissionpolicybindings', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings']);
const constrained = ['impersonate:user-info', 'impersonate:serviceaccount', 'impersonate:arbitrary-node'];

/** Requests on what a rule lists, with unknown words in the place of its wildcards. */
function listed(
  context: Context,
  rule: RoleRule,
  fixed: { verbs?: string[]; groups?: string[]; resources?: string[] },
): Deed[] {
  const {
    verbs = rule.verbs.map((verb) => (verb === '*' ? 'frobnicate' : verb)),
    groups = (rule.apiGroups ?? []).map((group) => (group === '*' ? 'made.up' : group)),
    resources = (rule.resources ?? []).map((resource) => resource.replace(/^\*/, 'madeups')),
  } = fixed;
  return verbs.flatMap((verb) =>
    groups.flatMap((apiGroup) =>
      resources.flatMap((each) => {
        const [resource, subresource] = each.split('/');
        return ['', UNLISTED, ...context.names].flatMap((name) =>
          context.namespaces.map((namespace) => [
            { user: context.user, verb, apiGroup, resource, subresource, name, namespace },
          ]),
        );
      }),
    ),
  );
}

function paths(context: Context, urls: readonly string[]): Deed[] {
  return urls.map((path) => [{ user: context.user, verb: 'frobnicate', path }]);
}

/** For each rule, the deeds of which it says of a rule of a role that its holder may do one. */
export const POWERS: { readonly [id: string]: Deeds } = {
  'rbac-secrets-read': on(['get', 'list', 'watch'], '', ['secrets']),
  'rbac-secrets-modify': on([...WRITE, ...DELETE], '', ['secrets']),
  'rbac-wildcard-verb': (context, rule) => [
    ...listed(context, rule, { verbs: ['frobnicate'] }),
    ...paths(
      context,
      (rule.nonResourceURLs ?? []).map((url) => url.replace(/\*+$/, 'madeup')),
    ),
  ],
  'rbac-wildcard-resource': (context, rule) =>
    listed(context, rule, {
      resources: ['madeups', 'madeups/status', 'madeups/scopes', 'madeups/proxy', 'madeups/exec'],
    }),
  'rbac-wildcard-api-group': (context, rule) => listed(context, rule, { groups: ['made.up'] }),
  'rbac-wildcard-non-resource-url': (context) => paths(context, ['/made/up']),
  'rbac-escalate': any(on(['escalate'], RBAC, ['roles']), on(['escalate'], RBAC, ['clusterroles'], CLUSTER)),
  'rbac-bind': on(['bind'], RBAC, ['roles', 'clusterroles']), // both are asked for in the namespace of the binding
  'rbac-impersonate': any(
    on(['impersonate'], '', ['users', 'groups'], CLUSTER),
    on(['impersonate'], '', ['serviceaccounts']),
    // Not "userextras/status": a rule for "*/status" allows it, and is about the status of objects.
    on(['impersonate'], AUTHENTICATION, ['uids', 'userextras/scopes'], CLUSTER),
    on(constrained, AUTHENTICATION, ['users', 'groups', 'uids', 'userextras/scopes', 'nodes'], CLUSTER),
    on(constrained, AUTHENTICATION, ['serviceaccounts']),
  ),
  'rbac-role-modify': any(
    on(WRITE, RBAC, ['roles', 'rolebindings']),
    on(WRITE, RBAC, ['clusterroles', 'clusterrolebindings'], CLUSTER),
  ),
  'rbac-admission-config-modify': on([...WRITE, ...DELETE], 'admissionregistration.k8s.io', ADMISSION, CLUSTER),
  'rbac-api-extension-modify': any(
    on(WRITE, 'apiregistration.k8s.io', ['apiservices'], CLUSTER),
    on(WRITE, 'apiextensions.k8s.io', ['customresourcedefinitions'], CLUSTER),
  ),
  'rbac-audit-trail-delete': any(on(DELETE, '', ['events']), on(DELETE, 'events.k8s.io', ['events'])),
  'rbac-broad-delete': unnamed(
    any(
      onWorkloads(DELETE),
      on(DELETE, '', ['secrets', 'services', 'persistentvolumeclaims']),
      on(['delete'], '', ['namespaces'], 'namespace'),
    ),
  ),
  'rbac-namespace-modify': any(
    on([...CHANGE, 'delete'], '', ['namespaces'], 'namespace'),
    on(CHANGE, '', ['namespaces/status'], 'namespace'),
    on(['update'], '', ['namespaces/finalize'], 'namespace'),
    on(['create'], '', ['namespaces'], CLUSTER),
  ),
  'rbac-network-modify': any(
    on([...WRITE, ...DELETE], '', ['services', 'endpoints']),
    on([...WRITE, ...DELETE], 'discovery.k8s.io', ['endpointslices']),
    on([...WRITE, ...DELETE], 'networking.k8s.io', ['networkpolicies', 'ingresses']),
    on([...WRITE, ...DELETE], 'gateway.networking.k8s.io', ['httproutes']),
  ),
  'rbac-node-modify': any(
    on([...WRITE, ...DELETE], '', ['nodes'], CLUSTER),
    on(CHANGE, '', ['nodes/status'], CLUSTER),
    on(['create'], '', ['pods/binding', 'bindings']),
  ),
  'rbac-node-proxy': on(['get', 'create'], '', ['nodes/proxy'], CLUSTER),
  'rbac-persistent-volume-create': on(WRITE, '', ['persistentvolumes'], CLUSTER),
  'rbac-pod-attach': on(['create'], '', ['pods/attach']),
  'rbac-pod-exec': on(['create'], '', ['pods/exec']),
  'rbac-pod-portforward': on(['create'], '', ['pods/portforward']),
  'rbac-pod-ephemeral-containers': on(CHANGE, '', ['pods/ephemeralcontainers']),
  'rbac-pod-service-proxy': on(['get', ...WRITE, 'delete'], '', ['pods/proxy', 'services/proxy']),
  'rbac-service-account-token-create': on(['create'], '', ['serviceaccounts/token']),
  'rbac-service-status-modify': on(CHANGE, '', ['services/status']),
  'rbac-workload-create': any(onWorkloads(['create']), CUSTOM(['create'])),
  'rbac-workload-modify': any(onWorkloads(CHANGE), CUSTOM(CHANGE)),
};

/** What a way to more is called in messages, and the deeds that it is. */
export const WAYS: { readonly [does: string]: { deeds: Deeds; isPlaced: boolean; onlySystem?: boolean } } = {
  'write roles with any permission': placed(on(['escalate'], RBAC, ['roles'])),
  'write cluster roles with any permission': unplaced(on(['escalate'], RBAC, ['clusterroles'], CLUSTER)),
  'bind roles that allow more': placed(on(['bind'], RBAC, ['roles', 'clusterroles'])),
  'act as another user': unplaced(on(['impersonate'], '', ['users', 'groups'], CLUSTER)),
  'act as another service account': placed(on(['impersonate'], '', ['serviceaccounts'])),
  'change what the API server admits': unplaced(
    on([...WRITE, ...DELETE], 'admissionregistration.k8s.io', ADMISSION, CLUSTER),
  ),
  'run commands on nodes': unplaced(on(['get', 'create'], '', ['nodes/proxy'], CLUSTER)),
  'approve certificates that log in': unplaced(on(['approve', 'sign'], 'certificates.k8s.io', ['signers'], CLUSTER)),
  'read all secrets': { ...placed(on(['get', 'list', 'watch'], '', ['secrets'])), onlySystem: true },
  'make tokens of other accounts': placed(on(['create'], '', ['serviceaccounts/token'])),
  'run commands in pods': placed(on(['create'], '', ['pods/exec', 'pods/attach'])),
  'add containers to running pods': placed(on(CHANGE, '', ['pods/ephemeralcontainers'])),
  'create pods': placed(any(onWorkloads(['create']), CUSTOM(['create']))),
  'create persistent volumes on the disks of nodes': unplaced(on(['create'], '', ['persistentvolumes'], CLUSTER)),
  'change the labels of namespaces': placed(
    any(
      on(CHANGE, '', ['namespaces', 'namespaces/status'], 'namespace'),
      on(['update'], '', ['namespaces/finalize'], 'namespace'),
    ),
  ),
};

function placed(deeds: Deeds) {
  return { deeds, isPlaced: true };
}

function unplaced(deeds: Deeds) {
  return { deeds, isPlaced: false };
}

/** All verbs on a resource of an unknown group, or of the core group: all of which must be allowed. */
export function everything({ user }: Context, apiGroup: string, namespace: string): Deed {
  return ALL_VERBS.map((verb) => ({ user, verb, apiGroup, resource: 'madeups', name: UNLISTED, namespace }));
}
