/** A request to the API server, with the attributes that an audit policy reads. */
export interface AuditedRequest {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  /** API group; empty for the core group. */
  readonly group: string;
  /** With its subresource, as in `pods/exec`. */
  readonly resource: string;
  /** Empty for cluster-scoped resources. */
  readonly namespace: string;
}

/** How much of a request is logged, least first. */
export const AUDIT_LEVELS: readonly string[] = ['None', 'Metadata', 'Request', 'RequestResponse'];

/** The decision of a policy for a request. The first matching rule decides; `rule` is undefined if no rule matches. */
export interface AuditDecision {
  readonly level: string;
  readonly rule?: number;
}

/**
 * Evaluates the rules of an audit policy, even invalid ones. A rule matches a request if all its fields match; the name of a
 * resource does not match its subresources.
 *
 * @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/audit/policy/checker.go
 */
export function auditDecision(rules: unknown, request: AuditedRequest): AuditDecision {
  const index = listOf(rules).findIndex((rule) => matches(rule, request));
  if (index < 0) return { level: 'None' };
  const level: unknown = listOf(rules)[index]?.level;
  return { level: typeof level === 'string' && AUDIT_LEVELS.includes(level) ? level : 'None', rule: index };
}

function matches(rule: any, { user, groups, verb, ...request }: AuditedRequest): boolean {
  if (rule === null || typeof rule !== 'object') return false;
  const { users, userGroups, verbs, namespaces, resources, nonResourceURLs } = rule;
  const isFor = (list: unknown, ...items: readonly string[]) =>
    listOf(list).length === 0 || items.some((item) => listOf(list).includes(item));
  if (!isFor(users, user) || !isFor(userGroups, ...groups) || !isFor(verbs, verb)) return false;
  if (listOf(namespaces).length === 0 && listOf(resources).length === 0) return listOf(nonResourceURLs).length === 0;
  if (!isFor(namespaces, request.namespace)) return false;
  return listOf(resources).length === 0 || listOf(resources).some((each) => matchesResources(each, request));
}

/** An entry without resources matches its whole group. One with resourceNames matches only some objects: ignored. */
function matchesResources(entry: any, { group, resource }: { group: string; resource: string }): boolean {
  if ((entry?.group ?? '') !== group && entry?.group !== '*') return false;
  if (listOf(entry?.resourceNames).length > 0) return false;
  const wanted = listOf(entry?.resources);
  const [name, subresource] = resource.split('/');
  return (
    wanted.length === 0 ||
    wanted.some((each) => each === resource || each === '*' || each === `${name}/*`) ||
    (subresource !== undefined && wanted.includes(`*/${subresource}`))
  );
}

function listOf(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}
