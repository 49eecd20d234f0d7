/**
 * Fields that rules read of custom kinds, in the notation of the table. Their objects may have other fields, and may have been
 * written for other versions: only the types of these are asked.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/policy/api/rule.go
 * @see https://github.com/projectcalico/api/blob/v3.30.0/pkg/apis/projectcalico/v3/networkpolicy.go
 * @see https://github.com/kubernetes-sigs/network-policy-api/blob/v0.1.7/apis/v1alpha1/adminnetworkpolicy_types.go
 */
export const CUSTOM_TYPES: { readonly [type: string]: string } = {
  'custom.Object': ';metadata:meta.v1.ObjectMeta',
  'custom.CiliumPolicy': ';metadata:meta.v1.ObjectMeta;spec:CiliumRule;specs:[]CiliumRule',
  'custom.CiliumRule':
    ';endpointSelector:meta.v1.LabelSelector;ingress:[]any;ingressDeny:[]any;egress:[]any;egressDeny:[]any;enableDefaultDeny:CiliumDefaultDeny',
  'custom.CiliumDefaultDeny': ';ingress:bool;egress:bool',
  'custom.CalicoPolicy': ';metadata:meta.v1.ObjectMeta;spec:CalicoSpec',
  'custom.CalicoSpec':
    ';selector:string;namespaceSelector:string;serviceAccountSelector:string;types:[]string;ingress:[]any;egress:[]any;doNotTrack:bool;preDNAT:bool',
  'custom.AdminPolicy': ';metadata:meta.v1.ObjectMeta;spec:AdminSpec',
  'custom.AdminSpec': ';subject:AdminSubject',
  'custom.AdminSubject': ';namespaces:meta.v1.LabelSelector;pods:AdminPods',
  'custom.AdminPods': ';namespaceSelector:meta.v1.LabelSelector;podSelector:meta.v1.LabelSelector',
};

const KINDS: { readonly [type: string]: string } = {
  'cilium.io/CiliumNetworkPolicy': 'custom.CiliumPolicy',
  'cilium.io/CiliumClusterwideNetworkPolicy': 'custom.CiliumPolicy',
  'projectcalico.org/NetworkPolicy': 'custom.CalicoPolicy',
  'projectcalico.org/GlobalNetworkPolicy': 'custom.CalicoPolicy',
  'crd.projectcalico.org/NetworkPolicy': 'custom.CalicoPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy': 'custom.CalicoPolicy',
  'policy.networking.k8s.io/AdminNetworkPolicy': 'custom.AdminPolicy',
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': 'custom.AdminPolicy',
  'policy.networking.k8s.io/ClusterNetworkPolicy': 'custom.AdminPolicy',
};

/** The type by which an object of a custom kind is read. */
export function customTypeOf(group: string, kind: string): string {
  const type = `${group}/${kind}`;
  return Object.hasOwn(KINDS, type) ? (KINDS[type] as string) : 'custom.Object';
}
