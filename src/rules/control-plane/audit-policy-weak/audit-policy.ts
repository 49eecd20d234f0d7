/** A request to the API server, as an audit policy sees it. */
export interface AuditedRequest {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  /** API group; empty is the core group. */
  readonly group: string;
  /** With its subresource, as in `pods/exec`. */
  readonly resource: string;
  /** Empty for what stands in no namespace. */
  readonly namespace: string;
}

/** How much of a request is logged, least first. */
export const AUDIT_LEVELS: readonly string[] = ['None', 'Metadata', 'Request', 'RequestResponse'];

/** What a policy says about a request: the first rule that matches counts; `rule` is undefined where none does. */
export interface AuditDecision {
  readonly level: string;
  readonly rule?: number;
}

/**
 * Evaluates the rules of an audit policy, whatever is in them. A request for a resource is matched by all fields that a rule
 * has; a resource without its subresource is not the subresource.
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

/** An entry without resources is for all of its group. One with names is for some objects alone: it decides nothing here. */
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
