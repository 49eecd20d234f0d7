/** How much of a request the audit log has. */
export enum AuditLevel {
  /** Nothing. */
  NONE = 'None',
  /** Who, when, what: no body. */
  METADATA = 'Metadata',
  /** The same, and the body of the request. */
  REQUEST = 'Request',
  /** The same, and the body of the response. */
  REQUEST_RESPONSE = 'RequestResponse',
}

/** Resources of one API group, in a rule of an audit policy. */
export interface AuditedResources {
  /**
   * The API group, without a version, such as `apps`.
   *
   * @default - the core group
   */
  readonly apiGroup?: string;
  /**
   * The resources, such as `pods`, `pods/exec`, `pods/*` or `*`; `pods` leaves out its subresources.
   *
   * @default - all of the group, with their subresources
   */
  readonly resources?: string[];
  /**
   * Names of objects.
   *
   * @default - all
   */
  readonly resourceNames?: string[];
}

/**
 * One rule of an audit policy. It matches a request that fits all that is given; the first rule that matches decides.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/#audit-k8s-io-v1-PolicyRule
 */
export interface AuditRule {
  /** What is logged of the requests. */
  readonly level: AuditLevel;
  /**
   * Names of users.
   *
   * @default - all
   */
  readonly users?: string[];
  /**
   * Groups of users; one of them is enough.
   *
   * @default - all
   */
  readonly userGroups?: string[];
  /**
   * Verbs, such as `get`.
   *
   * @default - all
   */
  readonly verbs?: string[];
  /**
   * Resources.
   *
   * @default - all requests, also those for no resource
   */
  readonly resources?: AuditedResources[];
  /**
   * Namespaces; the empty text stands for objects without a namespace.
   *
   * @default - all
   */
  readonly namespaces?: string[];
  /**
   * Paths that are no resources, such as `/healthz*`. Cannot be combined with `resources` and `namespaces`.
   *
   * @default - all
   */
  readonly nonResourceUrls?: string[];
}

/** A request to the API server, as an audit policy sees it. */
export interface AuditedRequest {
  /** The verb, such as `get`, `list`, `create`. */
  readonly verb: string;
  /**
   * Name of the user.
   *
   * @default - a user whom no rule names
   */
  readonly user?: string;
  /**
   * Groups of the user beside those that the API server adds.
   *
   * @default - none
   */
  readonly groups?: string[];
  /**
   * The API group.
   *
   * @default - the core group
   */
  readonly apiGroup?: string;
  /**
   * The resource, such as `secrets`, or a subresource, such as `pods/exec`.
   *
   * @default - the request is for `path`
   */
  readonly resource?: string;
  /**
   * Name of the object.
   *
   * @default - none
   */
  readonly name?: string;
  /**
   * Namespace of the object.
   *
   * @default - none
   */
  readonly namespaceName?: string;
  /**
   * A path that is no resource, such as `/healthz`.
   *
   * @default - the request is for `resource`
   */
  readonly path?: string;
}

const ANONYMOUS = 'system:anonymous';

/**
 * Returns the level that rules give a request: that of the first rule that matches; nothing is logged if none does.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.0/staging/src/k8s.io/apiserver/pkg/audit/policy/checker.go
 */
export function levelOf(rules: readonly AuditRule[], request: AuditedRequest): AuditLevel {
  return rules[decidingRule(rules, request)]?.level ?? AuditLevel.NONE;
}

/** Returns the index of the first rule that matches a request; -1 if none does. */
export function decidingRule(rules: readonly AuditRule[], request: AuditedRequest): number {
  return rules.findIndex((rule) => matches(rule, request));
}

function matches(rule: AuditRule, request: AuditedRequest): boolean {
  const { users, userGroups, verbs, namespaces, resources, nonResourceUrls } = rule;
  const groups = groupsOf(request);
  if (isGiven(users) && !users.includes(userOf(request))) return false;
  if (isGiven(userGroups) && !userGroups.some((group) => groups.includes(group))) return false;
  if (isGiven(verbs) && !verbs.includes(request.verb)) return false;
  const { resource } = request;
  if (isGiven(namespaces) || isGiven(resources)) {
    if (resource === undefined) return false;
    if (isGiven(namespaces) && !namespaces.includes(request.namespaceName ?? '')) return false;
    return !isGiven(resources) || resources.some((each) => matchesResource(each, resource, request));
  }
  if (!isGiven(nonResourceUrls)) return true;
  return resource === undefined && nonResourceUrls.some((url) => matchesPath(url, request.path ?? ''));
}

/** An empty list is one that is not given. */
function isGiven<T>(list: readonly T[] | null | undefined): list is readonly T[] {
  return (list ?? []).length > 0;
}

function matchesResource(entry: AuditedResources, resource: string, request: AuditedRequest): boolean {
  const { apiGroup = '', resources, resourceNames } = entry;
  if (apiGroup !== '*' && apiGroup !== (request.apiGroup ?? '')) return false;
  if (!isGiven(resources)) return true;
  if (isGiven(resourceNames) && !resourceNames.includes(request.name ?? '')) return false;
  const [whole, subresource] = resource.split('/');
  return resources.some(
    (each) =>
      each === resource || each === '*' || each === `${whole}/*` || (subresource && each === `*/${subresource}`),
  );
}

function matchesPath(pattern: string, path: string): boolean {
  return pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, '')));
}

export function userOf({ user, groups = [] }: AuditedRequest): string {
  return user ?? (groups.includes('system:unauthenticated') ? ANONYMOUS : 'somebody');
}

/** Returns the groups of a request, with those that the API server adds by itself. */
export function groupsOf(request: AuditedRequest): string[] {
  const { groups = [] } = request;
  const user = userOf(request);
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(user) ?? [];
  const account = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  const node = user.startsWith('system:node:') ? ['system:nodes'] : [];
  const own = user === ANONYMOUS ? 'system:unauthenticated' : 'system:authenticated';
  return [...new Set([...groups, ...account, ...node, own])];
}

/** Returns a rule as a policy has it. */
export function auditRuleJson(rule: AuditRule): object {
  const { level, users, userGroups, verbs, resources, namespaces, nonResourceUrls } = rule;
  return {
    ...{ level, users, userGroups, verbs, namespaces, nonResourceURLs: nonResourceUrls },
    resources: resources?.map(({ apiGroup = '', resources: names, resourceNames }) => ({
      group: apiGroup,
      ...{ resources: names, resourceNames },
    })),
  };
}

/** Reads a rule as a policy has it. */
export function auditRuleOf({ nonResourceURLs, resources, ...rest }: any): AuditRule {
  return {
    ...rest,
    nonResourceUrls: nonResourceURLs,
    resources: resources?.map(({ group, ...each }: any) => ({ ...each, apiGroup: group })),
  };
}
