import type { AuditedRequest } from '../../../analysis/cluster/audit-policy';

/** A request with which a policy is tested. */
export interface Probe {
  /** Its name in messages. */
  readonly name: string;
  readonly request: AuditedRequest;
}

const PEOPLE: readonly Pick<AuditedRequest, 'user' | 'groups'>[] = [
  { user: 'jane', groups: ['system:authenticated'] },
  {
    user: 'system:serviceaccount:shop:web',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'],
  },
];
const NODE = { user: 'system:node:worker-1', groups: ['system:nodes', 'system:authenticated'] };
const ANONYMOUS = { user: 'system:anonymous', groups: ['system:unauthenticated'] };
const WRITE = ['create', 'update', 'patch', 'delete'];
const RBAC = 'rbac.authorization.k8s.io';

/** Requests with credentials in their bodies: log the requests, but not the bodies. */
export const CREDENTIALS: readonly Probe[] = [
  ...probes(['get', 'list', ...WRITE], '', ['secrets', 'configmaps'], ['shop', 'kube-system'], [...PEOPLE, NODE]),
  ...probes(['create'], '', ['serviceaccounts/token'], ['shop'], [...PEOPLE, NODE]),
  ...probes(['create'], 'authentication.k8s.io', ['tokenreviews'], [''], [...PEOPLE, NODE]),
];

/** Requests that an investigation needs. */
export const EVENTS: readonly Probe[] = [
  ...probes(
    ['create', 'get'],
    '',
    ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy'],
    ['shop'],
  ),
  ...probes(['create', 'get'], '', ['nodes/proxy'], ['']),
  ...probes(WRITE, '', ['pods'], ['shop']),
  ...probes(WRITE, 'apps', ['deployments'], ['shop']),
  ...probes(WRITE, RBAC, ['roles', 'rolebindings'], ['shop']),
  ...probes(WRITE, RBAC, ['clusterroles', 'clusterrolebindings'], ['']),
  ...probes(['list'], '', ['pods'], ['shop'], [ANONYMOUS]).map((each) => ({
    ...each,
    name: 'unauthenticated requests',
  })),
  ...probes(['create'], 'example.com', ['widgets'], ['shop']).map((each) => ({
    ...each,
    name: 'kinds that no rule names',
  })),
];

function probes(
  verbs: readonly string[],
  apiGroup: string,
  resources: readonly string[],
  namespaceNames: readonly string[],
  users = PEOPLE,
): Probe[] {
  return resources.flatMap((resource) =>
    verbs.flatMap((verb) =>
      namespaceNames.flatMap((namespaceName) =>
        users.map((who) => ({ name: resource, request: { ...who, verb, apiGroup, resource, namespaceName } })),
      ),
    ),
  );
}
