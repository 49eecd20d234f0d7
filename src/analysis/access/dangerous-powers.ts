import { groupBy } from '../../json/group-by';
import {
  DEPLOYER_RESOURCES,
  POD_RESOURCES,
  POD_TEMPLATE_RESOURCES,
  partsOfName,
} from '../../kubernetes/workloads/resources';
import { ADMISSION, POLICY_ENGINES } from './admission-resources';
import type { DangerousPower, Need, Opening, Way } from './dangerous-power';
import { NETWORK_RESOURCES } from './network-resources';
import { RBAC } from './policy-rule';

/** How the ways are called by which an account creates pods. */
export const CREATE_PODS = 'create pods';
/** The built-in roles that allow as much as a takeover needs. */
export const POWERFUL_ROLES = ['cluster-admin', 'admin', 'edit'];
const CHANGE = ['update', 'patch'];
const WRITE = ['create', ...CHANGE];
const DELETE = ['delete', 'deletecollection'];
const WRITE_OR_DELETE = [...WRITE, ...DELETE];
const AUTHENTICATION = 'authentication.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const REQUESTS = 'certificatesigningrequests';
/** Signers whose certificates the API server accepts for authentication. */
const LOGIN_SIGNERS = [
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
  'kubernetes.io/*',
];
const PODS = { group: '', resources: ['pods', 'replicationcontrollers'] };
const CONTROLLERS = [
  { group: 'apps', resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'] },
  { group: 'batch', resources: ['jobs', 'cronjobs'] },
];
const WORKLOADS = [PODS, ...CONTROLLERS];

/** The custom resources of a list, by group. */
const byGroup = (names: readonly string[]) =>
  [...groupBy(names.map(partsOfName), ({ group }) => group)].map(([group, parts]) => ({
    group,
    resources: parts.map(({ resource }) => resource),
    isOption: true,
  }));

type Rest = Partial<DangerousPower>;
const on = (rule: string, verbs: readonly string[], resources: readonly string[], rest: Rest = {}): DangerousPower => ({
  ...{ rule, verbs, resources },
  ...rest,
});
const onAll = (rule: string, verbs: readonly string[], kinds: readonly Rest[], rest: Rest = {}): DangerousPower[] =>
  kinds.map((kind) => ({ ...on(rule, verbs, []), ...kind, ...rest }));
const clusterScoped = (kinds: readonly { readonly isClusterScoped?: boolean }[]): Rest[] =>
  kinds.map(({ isClusterScoped, ...kind }) => ({ ...kind, ...(isClusterScoped && { scope: 'cluster' as const }) }));

const any = () => true;
const CLUSTER = { scope: 'cluster' } as const;
const NAMESPACE = { scope: 'namespace' } as const;
const onRbac = (verbs: readonly string[], ...resources: readonly string[]): Need => ({ verbs, group: RBAC, resources });
const onRequests = (verbs: readonly string[], ...parts: readonly string[]): Need => ({
  ...{ verbs, group: CERTIFICATES },
  resources: parts.map((part) => `${REQUESTS}${part}`),
});
const byEdit = (does: string, opens?: Opening, leads?: Way['leads']): { readonly way: Way } => ({
  way: { does, heldBy: 'edit', ...(opens && { opens }), ...(leads && { leads }) },
});
const onward = (does: string, rest: Partial<Way> = {}): { readonly way: Way } => ({
  way: { does, leads: 'on', ...rest },
});
const labels = { ...NAMESPACE, way: { does: 'change the labels of namespaces' } };
/** A client opens a WebSocket with a GET; since 1.35 the API server also asks for `create`. */
const stream = (rule: string, resource: string, way: Way): DangerousPower[] => [
  on(rule, ['create'], [resource], { way }),
  // https://github.com/kubernetes/kubernetes/pull/134577
  on(rule, ['get'], [resource], { way, until: '1.34' }),
];
const COMMANDS: Way = { does: 'run commands in pods', isDirect: true, heldBy: 'edit', opens: 'pods' };

/**
 * The powers that a role should not give without need: the ways to more permissions first, the most powerful of them at the
 * start. The rules, the refusals of grants and the paths of escalation read them here, and a test compares the pages.
 */
export const DANGEROUS_POWERS: readonly DangerousPower[] = [
  on('rbac-escalate', ['escalate'], ['roles'], {
    group: RBAC,
    way: {
      ...{ does: 'write roles with any permission', named: any, opens: 'everything' },
      needs: [onRbac(WRITE, 'roles')],
    },
  }),
  on('rbac-escalate', ['escalate'], ['clusterroles'], {
    ...{ group: RBAC, ...CLUSTER },
    way: {
      ...{ does: 'write cluster roles with any permission', named: any, opens: 'everything' },
      needs: [onRbac(WRITE, 'clusterroles')],
    },
  }),
  on('rbac-bind', ['bind'], ['roles', 'clusterroles'], {
    group: RBAC,
    way: {
      ...{ does: 'bind roles that allow more', opens: 'everything' },
      named: (name) => POWERFUL_ROLES.includes(name),
      needs: [onRbac(WRITE, 'rolebindings', 'clusterrolebindings')],
    },
  }),
  on('rbac-impersonate', ['impersonate'], ['users', 'groups'], {
    ...CLUSTER,
    way: { does: 'act as another user', named: (name) => name === 'system:masters', opens: 'everything' },
  }),
  on('rbac-impersonate', ['impersonate'], ['serviceaccounts'], {
    way: { does: 'act as another service account', heldBy: 'edit', opens: 'accounts', namesAccounts: true },
  }),
  // Constrained: the other half says for which verbs.
  // https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/filters/impersonation/mode.go
  on('rbac-impersonate', ['impersonate:user-info'], ['users', 'groups'], {
    ...{ group: AUTHENTICATION, ...CLUSTER, since: '1.36' },
    way: {
      ...{ does: 'act as another user, for some verbs', opens: 'everything', needsVerb: 'impersonate-on:user-info:' },
      named: (name) => name === 'system:masters',
    },
  }),
  on('rbac-impersonate', ['impersonate:serviceaccount'], ['serviceaccounts'], {
    ...{ group: AUTHENTICATION, since: '1.36' },
    way: {
      ...{ does: 'act as another service account, for some verbs', opens: 'accounts', namesAccounts: true },
      needsVerb: 'impersonate-on:serviceaccount:',
    },
  }),
  on('rbac-impersonate', ['impersonate:arbitrary-node'], ['nodes'], {
    ...{ group: AUTHENTICATION, ...CLUSTER, since: '1.36' },
    way: { does: 'act as a node, for some verbs', opens: 'node', needsVerb: 'impersonate-on:arbitrary-node:' },
  }),
  ...onAll('rbac-admission-config-modify', WRITE_OR_DELETE, clusterScoped([ADMISSION]), {
    way: { does: 'change what the API server admits', named: any, opens: 'everything' },
  }),
  on('rbac-node-proxy', ['get', 'create'], ['nodes/proxy'], {
    ...CLUSTER,
    way: { does: 'run commands on nodes', named: any, opens: 'node' },
  }),
  on('rbac-certificate-signing-request-approve', ['approve', 'sign'], ['signers'], {
    ...{ group: CERTIFICATES, ...CLUSTER },
    way: {
      ...{ does: 'approve certificates that log in', opens: 'everything' },
      named: (name) => LOGIN_SIGNERS.includes(name),
      needs: [onRequests(['create'], ''), onRequests(CHANGE, '/approval', '/status')],
    },
  }),
  on('rbac-secrets-read', ['get', 'list', 'watch'], ['secrets'], {
    way: { does: 'read all secrets', leads: 'far-in-cluster', isDirect: true, heldBy: 'edit', opens: 'secrets' },
  }),
  on('rbac-service-account-token-create', ['create'], ['serviceaccounts/token'], {
    way: { does: 'make tokens of other accounts', heldBy: 'edit', opens: 'accounts', namesAccounts: true },
  }),
  ...stream('rbac-pod-exec', 'pods/exec', COMMANDS),
  ...stream('rbac-pod-attach', 'pods/attach', COMMANDS),
  on('rbac-pod-ephemeral-containers', CHANGE, ['pods/ephemeralcontainers'], {
    way: { does: 'add containers to running pods', isDirect: true, opens: 'pods' },
  }),
  ...onAll('rbac-workload-create', ['create'], WORKLOADS, byEdit(CREATE_PODS, 'accounts')),
  ...onAll('rbac-workload-create', ['create'], byGroup(POD_RESOURCES), byEdit(CREATE_PODS, 'accounts')),
  ...onAll('rbac-workload-create', ['create'], byGroup(DEPLOYER_RESOURCES), {
    way: { does: 'deploy objects with the permissions of a controller', opens: 'everything' },
  }),
  on('rbac-persistent-volume-create', ['create'], ['persistentvolumes'], {
    ...CLUSTER,
    way: { does: 'create persistent volumes on the disks of nodes', opens: 'node' },
  }),
  // Writing a subresource writes labels too, and Pod Security Admission checks no subresource:
  // https://github.com/kubernetes/pod-security-admission/blob/v0.37.2/admission/admission.go
  on('rbac-namespace-modify', CHANGE, ['namespaces', 'namespaces/status'], labels),
  on('rbac-namespace-modify', ['update'], ['namespaces/finalize'], labels),
  ...onAll('rbac-workload-modify', CHANGE, [PODS], byEdit('change pods', 'pods', 'on')),
  ...onAll('rbac-workload-modify', CHANGE, CONTROLLERS, byEdit('change pods', 'accounts', 'on')),
  ...onAll('rbac-workload-modify', CHANGE, byGroup(POD_RESOURCES), byEdit('change pods', 'accounts', 'on')),
  ...onAll(
    'rbac-workload-modify',
    CHANGE,
    byGroup(DEPLOYER_RESOURCES),
    onward('change what a controller deploys', { opens: 'everything' }),
  ),
  ...onAll('rbac-workload-modify', CHANGE, byGroup(POD_TEMPLATE_RESOURCES), { isOption: false }),
  ...onAll('rbac-admission-config-modify', WRITE_OR_DELETE, clusterScoped(POLICY_ENGINES), {
    ...{ isLesser: true, ...onward('change admission policies') },
  }),
  on('rbac-secrets-modify', WRITE_OR_DELETE, ['secrets'], byEdit('write secrets', undefined, 'on')),
  ...stream('rbac-pod-portforward', 'pods/portforward', {
    does: 'connect to ports of pods',
    leads: 'on',
    heldBy: 'edit',
  }),
  on(
    'rbac-pod-service-proxy',
    ['get', ...WRITE, 'delete'],
    ['pods/proxy', 'services/proxy'],
    byEdit('connect to pods and services', undefined, 'on'),
  ),
  on('rbac-node-modify', WRITE_OR_DELETE, ['nodes'], { ...CLUSTER, ...onward('change nodes') }),
  on('rbac-node-modify', CHANGE, ['nodes/status'], { ...CLUSTER, ...onward('change nodes') }),
  on('rbac-node-modify', ['create'], ['pods/binding', 'bindings'], onward('place pods on nodes')),
  on('rbac-role-modify', WRITE, ['roles', 'rolebindings'], {
    ...{ group: RBAC, ...onward('write roles and bindings', { heldBy: 'admin' }) },
  }),
  on('rbac-role-modify', WRITE, ['clusterroles', 'clusterrolebindings'], {
    ...{ group: RBAC, ...CLUSTER, ...onward('write cluster roles and their bindings') },
  }),
  ...onAll(
    'rbac-api-extension-modify',
    WRITE,
    [
      { group: 'apiregistration.k8s.io', resources: ['apiservices'] },
      { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'] },
    ],
    { ...CLUSTER, ...onward('extend the API') },
  ),
  ...onAll('rbac-network-modify', WRITE_OR_DELETE, clusterScoped(NETWORK_RESOURCES)),
  on('rbac-service-status-modify', CHANGE, ['services/status']),
  on('rbac-config-map-modify', WRITE_OR_DELETE, ['configmaps']),
  on('rbac-persistent-volume-create', CHANGE, ['persistentvolumes'], { ...CLUSTER, isLesser: true }),
  on('rbac-namespace-modify', ['create'], ['namespaces'], { ...CLUSTER, isLesser: true }),
  on('rbac-namespace-modify', ['delete'], ['namespaces'], { ...NAMESPACE, isLesser: true }),
  on('rbac-trust-bundle-modify', WRITE_OR_DELETE, ['clustertrustbundles'], { group: CERTIFICATES, ...CLUSTER }),
  on('rbac-trust-bundle-modify', ['attest'], ['signers'], { group: CERTIFICATES, ...CLUSTER }),
  ...['approval', 'status'].map((part) =>
    on('rbac-certificate-signing-request-approve', CHANGE, [`${REQUESTS}/${part}`], {
      group: CERTIFICATES,
      ...CLUSTER,
    }),
  ),
  on('rbac-scc-use', ['use'], ['securitycontextconstraints'], { group: 'security.openshift.io' }),
  ...['policy', 'extensions'].map((group) =>
    on('rbac-scc-use', ['use'], ['podsecuritypolicies'], { group, until: '1.24' }),
  ),
  ...DELETE.flatMap((verb) => {
    const rest = { isLesser: verb === 'delete' };
    const data = ['secrets', 'services', 'persistentvolumeclaims'];
    return [...onAll('rbac-broad-delete', [verb], WORKLOADS, rest), on('rbac-broad-delete', [verb], data, rest)];
  }),
  on('rbac-broad-delete', ['delete'], ['namespaces'], { ...NAMESPACE, isLesser: true }), // no API deletes a collection of them
  ...onAll('rbac-audit-trail-delete', DELETE, [
    { group: '', resources: ['events'] },
    { group: 'events.k8s.io', resources: ['events'] },
  ]),
];

/** Returns the powers that a rule reports, in the order of the table. */
export function powersOf(rule: string): readonly DangerousPower[] {
  return DANGEROUS_POWERS.filter((power) => power.rule === rule);
}
