import { KubernetesApi } from '../../kubernetes/api/kubernetes-api';
import { allows, type PolicyRule, RBAC } from './policy-rule';

/** Of the metrics server, whose API is not Kubernetes' own. */
export const METRICS = 'metrics.k8s.io';

/**
 * A request for one namespace is a request in that namespace:
 * https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/request/requestinfo.go
 */
export const ON_OWN_NAMESPACE = ['get', 'update', 'patch', 'delete'];

/**
 * Whether a Role and a RoleBinding cannot grant a resource of a rule, such as `nodes` or `nodes/proxy`. Unknown
 * resources and wildcards are not included.
 */
export function isOutOfNamespace(rule: PolicyRule, resource: string): boolean {
  const [name = ''] = resource.split('/');
  const groups = (rule.apiGroups ?? []).filter((group) => isClusterScoped(group, resource));
  if (groups.length === 0 || rule.apiGroups?.includes('*')) return false;
  const alone = { ...rule, resources: [resource] };
  if (name === 'namespaces') return !ON_OWN_NAMESPACE.some((verb) => allows(alone, verb, '', resource));
  // checked in the namespace of the RoleBinding:
  // https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/rbac/escalation_check.go
  return !(name === 'clusterroles' && allows(alone, 'bind', RBAC, resource));
}

function isClusterScoped(group: string, resource: string): boolean {
  const api = KubernetesApi.of('latest');
  const [name = ''] = resource.split('/');
  const found = api.resource(group, resource) ?? api.resource(group, name);
  return found ? !found.isNamespaced : group === METRICS && name === 'nodes';
}
