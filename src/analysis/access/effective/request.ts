import { has, matchesResource, type PolicyRule } from '../policy-rule';
import { userNameOf } from '../subjects';

/** Who makes a request, as the API server knows it after authentication. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

/** A request for a resource. */
export interface ResourceRequest {
  readonly verb: string;
  /** Empty: the core group. */
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Absent: a request without a name, as `list` and `create` are. */
  readonly name?: string;
  /** Absent: in the whole cluster, or for what is not in a namespace. */
  readonly namespace?: string;
}

/** A request for a path that is not of a resource, such as `/healthz`. */
export interface PathRequest {
  readonly verb: string;
  readonly path: string;
}

export type AccessRequest = ResourceRequest | PathRequest;

/** The group of those that the API server never asks RBAC about: it allows them everything. */
export const MASTERS = 'system:masters';
const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;
const ANONYMOUS = 'system:anonymous';
const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';

/** Returns the namespace and the name of the ServiceAccount that a user name stands for; undefined if it stands for none. */
export function accountOf(user: string): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, name] = ACCOUNT.exec(user) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/**
 * Returns a user with its groups, as the API server completes those of an impersonated user: a ServiceAccount for which no
 * groups are given has its own, and all users are authenticated or not.
 *
 * @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/filters/impersonation/impersonation.go
 */
export function identityOf(user: string, groups: readonly string[] = []): Identity {
  const account = accountOf(user);
  const own =
    account && groups.length === 0 ? ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`] : groups;
  const implied = user === ANONYMOUS ? UNAUTHENTICATED : AUTHENTICATED;
  const isImplied = own.includes(UNAUTHENTICATED) || own.includes(implied);
  return { user, groups: isImplied ? own : [...own, implied] };
}

/** The same for a text that may be a ServiceAccount, as `shop/web`, which no user name of Kubernetes' own looks like. */
export function identityNamed(text: string, groups?: readonly string[]): Identity {
  const [, namespace, name] = /^([a-z0-9][-a-z0-9]*)\/([a-z0-9][-.a-z0-9]*)$/.exec(text) ?? [];
  return identityOf(namespace && name ? userNameOf(namespace, name) : text, groups);
}

/**
 * Whether one rule of a role allows a request, as the authorizer of the API server decides.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/auth/authorizer/rbac/rbac.go
 */
export function allowsRequest(rule: PolicyRule, request: AccessRequest): boolean {
  if (!has(rule.verbs, request.verb)) return false;
  if ('path' in request) return (rule.nonResourceURLs ?? []).some((pattern) => matchesPath(pattern, request.path));
  const { group, name = '' } = request;
  const names = rule.resourceNames ?? [];
  return (
    has(rule.apiGroups, group) &&
    matchesResource(rule, resourceText(request)) &&
    (names.length === 0 || names.includes(name))
  );
}

/** Returns a resource with its subresource, as rules write it. */
export function resourceText({ resource, subresource }: Pick<ResourceRequest, 'resource' | 'subresource'>): string {
  return subresource ? `${resource}/${subresource}` : resource;
}

/** A pattern is a path, or the start of one with `*` at its end. */
export function matchesPath(pattern: string, path: string): boolean {
  return pattern === '*' || pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, '')));
}
