import { allows, type PolicyRule, RBAC } from './policy-rule';

/** Cluster-scoped resources of Kubernetes, by API group. */
const RESOURCES: { readonly [group: string]: string } = {
  '': 'nodes persistentvolumes namespaces componentstatuses users groups',
  'admissionregistration.k8s.io':
    'mutatingadmissionpolicies mutatingadmissionpolicybindings mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations',
  'apiextensions.k8s.io': 'customresourcedefinitions',
  'apiregistration.k8s.io': 'apiservices',
  'authentication.k8s.io': 'groups nodes selfsubjectreviews tokenreviews uids userextras users',
  'authorization.k8s.io': 'selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
  'certificates.k8s.io': 'certificatesigningrequests clustertrustbundles signers',
  'flowcontrol.apiserver.k8s.io': 'flowschemas prioritylevelconfigurations',
  'metrics.k8s.io': 'nodes',
  'networking.k8s.io': 'ingressclasses ipaddresses servicecidrs',
  'node.k8s.io': 'runtimeclasses',
  [RBAC]: 'clusterrolebindings clusterroles',
  'resource.k8s.io': 'deviceclasses devicetaintrules resourceslices',
  'scheduling.k8s.io': 'priorityclasses',
  'storage.k8s.io': 'csidrivers csinodes storageclasses volumeattachments volumeattributesclasses',
};

const KNOWN = new Map(Object.entries(RESOURCES).map(([group, resources]) => [group, new Set(resources.split(' '))]));
/**
 * A request for one namespace is a request in that namespace:
 * https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/request/requestinfo.go
 */
const ON_OWN_NAMESPACE = ['get', 'update', 'patch', 'delete'];

/**
 * Whether a Role and a RoleBinding cannot grant a resource of a rule, such as `nodes` or `nodes/proxy`. Unknown
 * resources and wildcards are not included.
 */
export function isOutOfNamespace(rule: PolicyRule, resource: string): boolean {
  const [name = ''] = resource.split('/');
  const groups = (rule.apiGroups ?? []).filter((group) => KNOWN.get(group)?.has(name));
  if (groups.length === 0 || rule.apiGroups?.includes('*')) return false;
  const alone = { ...rule, resources: [resource] };
  if (name === 'namespaces') return !ON_OWN_NAMESPACE.some((verb) => allows(alone, verb, '', resource));
  // checked in the namespace of the RoleBinding:
  // https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/rbac/escalation_check.go
  return !(name === 'clusterroles' && allows(alone, 'bind', RBAC, resource));
}
