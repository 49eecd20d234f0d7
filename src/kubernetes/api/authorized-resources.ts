import type { Range } from './table';

/** What a server authorizes although no path of its API has it. */
export interface Authorized extends Partial<Range> {
  readonly group: string;
  /** Resource, or resource and subresource; `*` for any. */
  readonly resource: string;
  /** A verb that ends with `*` is the start of one. */
  readonly verbs: readonly string[];
  readonly isNamespaced?: boolean;
}

const IMPERSONATE = ['impersonate', 'impersonate:user-info'];
/** How the kubelet reads the method of a request. */
const KUBELET = ['create', 'delete', 'get', 'patch', 'update'];
const AUTHENTICATION = 'authentication.k8s.io';
const RBAC = 'rbac.authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';

/**
 * With `since` and `until` where not all versions of the table ask.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/rbac/escalation_check.go
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization
 * @see https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
 * @see https://github.com/kubernetes/kubernetes/blob/v1.24.17/plugin/pkg/admission/security/podsecuritypolicy/admission.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/resource/utils.go
 */
export const AUTHORIZED: readonly Authorized[] = [
  { group: '', resource: 'users', verbs: ['impersonate'] },
  { group: '', resource: 'groups', verbs: ['impersonate'] },
  { group: '', resource: 'serviceaccounts', verbs: ['impersonate'], isNamespaced: true },
  { group: AUTHENTICATION, resource: 'uids', verbs: IMPERSONATE, since: 22 },
  { group: AUTHENTICATION, resource: 'userextras/*', verbs: IMPERSONATE },
  // Constrained impersonation asks in this group.
  { group: AUTHENTICATION, resource: 'users', verbs: ['impersonate:user-info'], since: 35 },
  { group: AUTHENTICATION, resource: 'groups', verbs: ['impersonate:user-info'], since: 35 },
  {
    group: AUTHENTICATION,
    resource: 'serviceaccounts',
    verbs: ['impersonate:serviceaccount'],
    isNamespaced: true,
    since: 35,
  },
  {
    group: AUTHENTICATION,
    resource: 'nodes',
    verbs: ['impersonate:arbitrary-node', 'impersonate:associated-node'],
    since: 35,
  },
  { group: AUTHENTICATION, resource: 'admissionReviewAPIGroups', verbs: ['attest'], since: 37 },
  { group: RBAC, resource: 'roles', verbs: ['bind', 'escalate'], isNamespaced: true },
  { group: RBAC, resource: 'clusterroles', verbs: ['bind', 'escalate'] },
  { group: CERTIFICATES, resource: 'signers', verbs: ['approve', 'sign', 'attest'] },
  { group: CERTIFICATES, resource: 'certificatesigningrequests/nodeclient', verbs: ['create'] },
  { group: CERTIFICATES, resource: 'certificatesigningrequests/selfnodeclient', verbs: ['create'] },
  { group: 'policy', resource: 'podsecuritypolicies', verbs: ['use'], until: 24 },
  { group: 'extensions', resource: 'podsecuritypolicies', verbs: ['use'], until: 24 },
  { group: '', resource: 'nodes/stats', verbs: KUBELET },
  { group: '', resource: 'nodes/metrics', verbs: KUBELET },
  { group: '', resource: 'nodes/log', verbs: KUBELET },
  { group: '', resource: 'nodes/spec', verbs: KUBELET, until: 20 },
  { group: '', resource: 'nodes/checkpoint', verbs: KUBELET, since: 30 },
  { group: '', resource: 'nodes/pods', verbs: KUBELET, since: 32 },
  { group: '', resource: 'nodes/healthz', verbs: KUBELET, since: 32 },
  { group: '', resource: 'nodes/configz', verbs: KUBELET, since: 32 },
  { group: '', resource: 'nodes/statusz', verbs: KUBELET, since: 33 },
  { group: 'resource.k8s.io', resource: 'resourceclaims/binding', verbs: ['patch', 'update'], since: 36 },
  {
    group: 'resource.k8s.io',
    resource: 'resourceclaims/driver',
    verbs: ['arbitrary-node:update', 'arbitrary-node:patch', 'associated-node:update', 'associated-node:patch'],
    since: 36,
  },
];

/**
 * What may be asked of any resource, custom ones included.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#ownerreferencespermissionenforcement
 * @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/handlers/delete.go
 * @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/filters/impersonation/mode.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/noderestriction/admission.go the audience is the resource
 */
export const AUTHORIZED_EVERYWHERE: readonly Authorized[] = [
  { group: '*', resource: '*/finalizers', verbs: ['update'] },
  { group: '*', resource: '*', verbs: ['unsafe-delete-ignore-read-errors'], since: 32 },
  { group: '*', resource: '*', verbs: ['request-serviceaccounts-token-audience'], since: 33 },
  { group: '*', resource: '*', verbs: ['impersonate-on:*'], since: 35 },
];
