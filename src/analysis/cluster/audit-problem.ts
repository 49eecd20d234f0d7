import { type AuditedRequest, AuditLevel, type AuditRule, levelOf } from './audit-policy';

const GROUP = /^(?:[a-z0-9]([-a-z0-9]*[a-z0-9])?)(?:\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Requests that every audit log must have, of every user. */
const MUST_LOG: readonly (readonly [what: string, request: AuditedRequest])[] = [
  ['reads of Secrets', { verb: 'get', resource: 'secrets', namespaceName: 'default' }],
  [
    'changes of permissions',
    { verb: 'create', apiGroup: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings' },
  ],
  ['changes of pods', { verb: 'create', resource: 'pods', namespaceName: 'default' }],
  ['changes of Deployments', { verb: 'patch', apiGroup: 'apps', resource: 'deployments', namespaceName: 'default' }],
  ['commands in containers', { verb: 'create', resource: 'pods/exec', namespaceName: 'default' }],
  ['connections to nodes', { verb: 'get', resource: 'nodes/proxy' }],
  [
    'changes of admission',
    { verb: 'delete', apiGroup: 'admissionregistration.k8s.io', resource: 'validatingadmissionpolicies' },
  ],
  ['anonymous requests', { verb: 'list', resource: 'pods', groups: ['system:unauthenticated'] }],
];

/** Returns what is wrong with a rule that an author adds to a preset. */
export function auditRuleProblem(rule: AuditRule): string | undefined {
  const {
    level,
    users = [],
    userGroups = [],
    verbs = [],
    namespaces = [],
    resources = [],
    nonResourceUrls = [],
  } = rule;
  if (!Object.values(AuditLevel).includes(level)) return `has the level "${level}"; use AuditLevel`;
  const matchers = [users, userGroups, verbs, namespaces, resources, nonResourceUrls];
  if (matchers.every((list) => list.length === 0))
    return 'matches every request, so no rule after it acts; say which requests it is for, or choose another preset';
  if (nonResourceUrls.length > 0 && resources.length + namespaces.length > 0)
    return 'has nonResourceUrls beside resources or namespaces, which no request fits; write two rules';
  for (const url of nonResourceUrls) {
    if (url !== '*' && !url.startsWith('/')) return `has the path "${url}"; begin it with "/"`;
    if (url.slice(0, -1).includes('*')) return `has the path "${url}"; "*" must be its last character`;
  }
  for (const { apiGroup = '', resources: names = [], resourceNames = [] } of resources) {
    if (apiGroup.includes('/')) return `has the API group "${apiGroup}"; leave out the version`;
    if (apiGroup !== '' && apiGroup !== '*' && !GROUP.test(apiGroup))
      return `has the API group "${apiGroup}"; write it as "apps"`;
    if (resourceNames.length > 0 && names.length === 0)
      return 'has resourceNames without resources; name the resources';
  }
  return undefined;
}

/** Returns what a policy with rules of an author does not log, although every log must have it. */
export function unloggedRequest(rules: readonly AuditRule[], own: readonly AuditRule[]): string | undefined {
  const silent = own.filter(({ level }) => level === AuditLevel.NONE);
  const users = [undefined, ...silent.flatMap((rule) => rule.users ?? [])];
  const groups = [undefined, ...silent.flatMap((rule) => rule.userGroups ?? [])];
  const namespaces = [undefined, ...silent.flatMap((rule) => rule.namespaces ?? [])];
  for (const [what, request] of MUST_LOG)
    for (const user of users)
      for (const group of groups)
        for (const namespace of namespaces) {
          const asked = {
            ...request,
            ...(request.groups ? {} : { user, groups: group === undefined ? [] : [group] }),
            ...(request.namespaceName !== undefined && namespace !== undefined && { namespaceName: namespace }),
          };
          if (levelOf(rules, asked) === AuditLevel.NONE) return what;
        }
  return undefined;
}
