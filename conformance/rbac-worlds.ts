/** Generators of roles, of what aggregates them, and of who is bound to them. */
import fc from 'fast-check';
import { Manifest } from '../src/model/manifest';
import { ManifestSet } from '../src/model/manifest-set';
import { AUTHENTICATION, RBAC } from './grants';
import type { RbacWorld } from './judge';
import type { RoleRule } from './powers';

export const USER = 'jane';
export const NAMESPACES = ['shop', 'kube-system', 'elsewhere'];

/** Resources that rules speak of, by group. */
const TOPICS: readonly (readonly [group: string, resources: readonly string[]])[] = [
  ['', ['secrets', 'configmaps', 'events', 'services', 'services/status', 'services/proxy', 'endpoints', 'pods']],
  ['', ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/ephemeralcontainers', 'pods/proxy', 'pods/binding']],
  ['', ['nodes', 'nodes/proxy', 'nodes/status', 'persistentvolumes', 'persistentvolumeclaims', 'bindings']],
  ['', ['namespaces', 'namespaces/status', 'namespaces/finalize', 'serviceaccounts', 'serviceaccounts/token']],
  ['', ['users', 'groups', 'replicationcontrollers']],
  ['apps', ['deployments', 'daemonsets', 'statefulsets', 'replicasets', 'deployments/scale']],
  ['batch', ['jobs', 'cronjobs']],
  [RBAC, ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings']],
  [AUTHENTICATION, ['users', 'groups', 'uids', 'serviceaccounts', 'nodes', 'userextras', 'userextras/scopes']],
  ['admissionregistration.k8s.io', ['mutatingwebhookconfigurations', 'validatingadmissionpolicies']],
  ['apiregistration.k8s.io', ['apiservices']],
  ['apiextensions.k8s.io', ['customresourcedefinitions']],
  ['certificates.k8s.io', ['signers', 'certificatesigningrequests', 'certificatesigningrequests/approval']],
  ['certificates.k8s.io', ['certificatesigningrequests/status']],
  ['discovery.k8s.io', ['endpointslices']],
  ['networking.k8s.io', ['networkpolicies', 'ingresses', 'ingressclasses']],
  ['gateway.networking.k8s.io', ['httproutes']],
  ['events.k8s.io', ['events']],
  ['security.openshift.io', ['securitycontextconstraints']],
  ['argoproj.io', ['rollouts']],
];
const listOf = (...values: string[]) => fc.subarray(values, { minLength: 1, maxLength: Math.min(3, values.length) });
const few = (...values: string[]) => fc.subarray(values, { maxLength: 1 });
/** The first list, and sometimes what does not belong there. */
const with_ = (main: fc.Arbitrary<string[]>, other: fc.Arbitrary<string[]>) =>
  fc.tuple(main, fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, other)).map((all) => [...new Set(all.flat())]);

const resourceRule: fc.Arbitrary<RoleRule> = fc.constantFrom(...TOPICS).chain(([group, resources]) =>
  fc.record(
    {
      verbs: with_(
        listOf('get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', '*'),
        listOf('escalate', 'bind', 'impersonate', 'impersonate:user-info', 'approve', 'sign', 'use', 'g*'),
      ),
      apiGroups: with_(fc.constant([group]), few('', 'apps', RBAC, AUTHENTICATION, 'example.com', '*', 'app*')),
      resources: with_(
        listOf(...resources),
        few('*', '*/status', '*/exec', '*/scopes', '*/*', 'secrets/*', 'pods', 'nodes', 'nodes/proxy', 'roles'),
      ),
      resourceNames: fc.subarray(['key', 'aws-auth', 'cluster-admin', 'shop', 'kubernetes.io/*', '*'], {
        maxLength: 2,
      }),
    },
    { requiredKeys: ['verbs', 'apiGroups', 'resources'], noNullPrototype: true },
  ),
);
const special: fc.Arbitrary<RoleRule> = fc.constantFrom(
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], apiGroups: [''], resources: ['*'] },
  { verbs: ['get', 'list', 'watch'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['create', 'update', 'patch', 'delete'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['escalate', 'bind'], apiGroups: [RBAC], resources: ['roles', 'clusterroles'] },
  { verbs: ['impersonate'], apiGroups: [''], resources: ['users', 'groups', 'serviceaccounts'] },
  { verbs: ['approve', 'sign'], apiGroups: ['certificates.k8s.io'], resources: ['signers'] },
  { verbs: ['update', 'create'], apiGroups: ['certificates.k8s.io'], resources: ['*', '*/approval'] },
);
export const urlRule: fc.Arbitrary<RoleRule> = fc.record(
  { verbs: listOf('get', '*'), nonResourceURLs: listOf('/healthz', '/metrics/*', '/*', '*') },
  { noNullPrototype: true },
);
const rule = fc.oneof({ weight: 8, arbitrary: resourceRule }, { weight: 2, arbitrary: special });

export interface Role {
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  /** Of a Role. */
  readonly namespace?: string;
  readonly labels?: { readonly [label: string]: string };
  readonly rules: readonly RoleRule[];
  readonly aggregationRule?: object;
}

export interface Binding {
  /** Absent: in the cluster. */
  readonly namespace?: string;
  readonly role: Pick<Role, 'kind' | 'name'>;
  readonly subjects: readonly object[];
}

export interface World {
  readonly roles: readonly Role[];
  readonly bindings: readonly Binding[];
}

const AGGREGATE = { clusterRoleSelectors: [{ matchLabels: { 'aggregate-to-all': 'true' } }] };
const JANE = [{ kind: 'User', name: USER, apiGroup: RBAC }];

/** Two roles and one that aggregates, each bound to a subject in some namespace, or to none. */
export function world(subjects: fc.Arbitrary<readonly object[]> = fc.constant(JANE)): fc.Arbitrary<World> {
  const rules = fc.array(rule, { minLength: 1, maxLength: 2 });
  const role = fc.record({ rules, namespace: fc.constantFrom('shop', 'kube-system') }, { noNullPrototype: true });
  const clusterRole = fc.tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: rule }, urlRule), { minLength: 1, maxLength: 2 }),
    fc.constantFrom<Role['labels']>(undefined, { 'aggregate-to-all': 'true' }),
  );
  const names = ['local', 'wide', 'all'] as const;
  const binding = fc.tuple(fc.constantFrom(...names), fc.constantFrom(undefined, ...NAMESPACES.slice(0, 2)), subjects);
  return fc.tuple(role, clusterRole, fc.array(binding, { maxLength: 3 })).map(([local, [wide, labels], bound]) => ({
    roles: [
      { kind: 'Role', name: 'local', ...local },
      { kind: 'ClusterRole', name: 'wide', labels, rules: wide },
      { kind: 'ClusterRole', name: 'all', rules: [], aggregationRule: AGGREGATE },
    ],
    bindings: bound.map(([name, namespace, who]) => {
      const isLocal = name === 'local'; // a Role is bound by a RoleBinding of its own namespace
      return {
        role: { kind: isLocal ? 'Role' : 'ClusterRole', name },
        namespace: isLocal ? local.namespace : namespace,
        subjects: who,
      };
    }),
  }));
}

/** The same world, in which one role is bound to the user as widely as its kind can be. */
export function boundWidely({ roles }: World, { kind, name, namespace }: Role): World {
  return { roles, bindings: [{ role: { kind, name }, namespace, subjects: JANE }] };
}

/** The same world, in which one rule of one role is all that there is. */
export function reducedTo({ roles, bindings }: World, role: Role, rule: RoleRule): World {
  return { bindings, roles: roles.map((each) => ({ ...each, rules: each === role ? [rule] : [] })) };
}

/** The objects of a world, by the kind that the judge takes them as. */
export function objectsOf({ roles, bindings }: World) {
  const object = (kind: string, name: string, namespace: string | undefined, { labels, ...rest }: any) => ({
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name, ...(namespace ? { namespace } : {}), ...(labels ? { labels } : {}) },
    ...rest,
  });
  const roleObjects = roles.map(({ kind, name, namespace, ...rest }) => object(kind, name, namespace, rest));
  const bindingObjects = bindings.map(({ namespace, role, subjects }, index) =>
    object(namespace ? 'RoleBinding' : 'ClusterRoleBinding', `bound-${index}`, namespace, {
      roleRef: { apiGroup: RBAC, ...role },
      subjects,
    }),
  );
  const all = JSON.parse(JSON.stringify([...roleObjects, ...bindingObjects])) as any[];
  const ofKind = (kind: string) => all.filter((each) => each.kind === kind);
  const judged: RbacWorld = {
    ...{ roles: ofKind('Role'), clusterRoles: ofKind('ClusterRole') },
    ...{ roleBindings: ofKind('RoleBinding'), clusterRoleBindings: ofKind('ClusterRoleBinding') },
  };
  return { all, judged };
}

export function setOf(world: World, ...more: any[]): ManifestSet {
  return ManifestSet.fromManifests([...objectsOf(world).all, ...more].map((json) => Manifest.fromJson(json)));
}
