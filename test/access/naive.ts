/**
 * A deliberately naive judge of RBAC, by the text of the documentation. It shares no code with the analysis: roles that
 * aggregate are filled round by round, and each binding is asked about each request.
 */
export interface NaiveRequest {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly path?: string;
}

export function isAllowed(objects: readonly any[], request: NaiveRequest): boolean {
  const filled = fill(structuredClone(objects) as any[]);
  return filled.some((binding) => {
    if (!binding.kind.endsWith('Binding')) return false;
    const isCluster = binding.kind === 'ClusterRoleBinding';
    if (!isCluster && (request.path !== undefined || binding.metadata.namespace !== request.namespace)) return false;
    const { kind, name } = binding.roleRef;
    const role = filled.find(
      (each) =>
        each.kind === kind &&
        each.metadata.name === name &&
        (kind === 'ClusterRole' || (!isCluster && each.metadata.namespace === binding.metadata.namespace)),
    );
    return (
      (binding.subjects ?? []).some((subject: any) =>
        names(subject, request, isCluster ? '' : binding.metadata.namespace),
      ) && (role?.rules ?? []).some((rule: any) => allows(rule, request))
    );
  });
}

/** As many rounds as there are roles are enough for the longest chain. */
function fill(objects: any[]): any[] {
  const roles = objects.filter(({ kind }) => kind === 'ClusterRole');
  for (const each of roles) if (each.aggregationRule) each.rules = [];
  for (const _ of roles)
    for (const each of roles)
      if (each.aggregationRule)
        each.rules = roles
          .filter(
            (other) =>
              other !== each && each.aggregationRule.clusterRoleSelectors.some((one: any) => selects(one, other)),
          )
          .flatMap((other) => other.rules ?? []);
  return objects;
}

function selects({ matchLabels = {} }: any, { metadata: { labels = {} } }: any): boolean {
  return Object.keys(matchLabels).every((key) => labels[key] === matchLabels[key]);
}

function names(subject: any, { user, groups }: NaiveRequest, namespace: string): boolean {
  if (subject.kind === 'User') return subject.name === user;
  if (subject.kind === 'Group') return groups.includes(subject.name);
  const home = subject.namespace ?? namespace;
  return home !== '' && user === `system:serviceaccount:${home}:${subject.name}`;
}

function allows(rule: any, request: NaiveRequest): boolean {
  if (!rule.verbs.includes(request.verb) && !rule.verbs.includes('*')) return false;
  const { path } = request;
  if (path !== undefined)
    return (rule.nonResourceURLs ?? []).some((each: string) => {
      let start = each;
      while (start.endsWith('*')) start = start.slice(0, -1);
      return each === path || (each.endsWith('*') && path.startsWith(start));
    });
  const whole = request.subresource ? `${request.resource}/${request.subresource}` : request.resource;
  const isResource = (rule.resources ?? []).some(
    (each: string) => each === '*' || each === whole || (request.subresource && each === `*/${request.subresource}`),
  );
  const isGroup = (rule.apiGroups ?? []).some((each: string) => each === '*' || each === request.group);
  const list: string[] = rule.resourceNames ?? [];
  return isResource && isGroup && (list.length === 0 || list.includes(request.name ?? ''));
}
