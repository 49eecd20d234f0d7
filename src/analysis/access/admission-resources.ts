/** Resources of one API group that decide what the API server admits. */
export interface AdmissionResources {
  readonly group: string;
  /** `any`: the group has one resource for each template of an author. */
  readonly resources: readonly string[] | 'any';
  /** Default: namespaced. */
  readonly isClusterScoped?: boolean;
}

/** Kubernetes' own admission configuration. */
export const ADMISSION: AdmissionResources = {
  group: 'admissionregistration.k8s.io',
  resources: [
    'mutatingwebhookconfigurations',
    'validatingwebhookconfigurations',
    'mutatingadmissionpolicies',
    'mutatingadmissionpolicybindings',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
  ],
  isClusterScoped: true,
};

/**
 * The policies of policy engines, and the exceptions from them.
 *
 * @see https://kyverno.io/docs/guides/exceptions/
 * @see https://kyverno.io/docs/policy-types/overview/
 * @see https://open-policy-agent.github.io/gatekeeper/website/docs/howto/
 * @see https://open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces/
 * @see https://docs.kubewarden.io/reference/CRDs
 * @see https://docs.sigstore.dev/policy-controller/overview/
 */
export const POLICY_ENGINES: readonly AdmissionResources[] = [
  { group: 'kyverno.io', resources: ['clusterpolicies', 'clustercleanuppolicies'], isClusterScoped: true },
  { group: 'kyverno.io', resources: ['policies', 'cleanuppolicies', 'policyexceptions'] },
  {
    group: 'policies.kyverno.io',
    resources: [
      'validatingpolicies',
      'imagevalidatingpolicies',
      'mutatingpolicies',
      'generatingpolicies',
      'deletingpolicies',
    ],
    isClusterScoped: true,
  },
  {
    group: 'policies.kyverno.io',
    resources: [
      'policyexceptions',
      'namespacedvalidatingpolicies',
      'namespacedimagevalidatingpolicies',
      'namespacedmutatingpolicies',
      'namespacedgeneratingpolicies',
      'namespaceddeletingpolicies',
    ],
  },
  { group: 'constraints.gatekeeper.sh', resources: 'any', isClusterScoped: true },
  { group: 'templates.gatekeeper.sh', resources: ['constrainttemplates'], isClusterScoped: true },
  {
    group: 'mutations.gatekeeper.sh',
    resources: ['assign', 'assignimage', 'assignmetadata', 'modifyset'],
    isClusterScoped: true,
  },
  { group: 'expansion.gatekeeper.sh', resources: ['expansiontemplate'], isClusterScoped: true },
  { group: 'config.gatekeeper.sh', resources: ['configs'] },
  {
    group: 'policies.kubewarden.io',
    resources: ['clusteradmissionpolicies', 'clusteradmissionpolicygroups', 'policyservers'],
    isClusterScoped: true,
  },
  { group: 'policies.kubewarden.io', resources: ['admissionpolicies', 'admissionpolicygroups'] },
  { group: 'policy.sigstore.dev', resources: ['clusterimagepolicies', 'trustroots'], isClusterScoped: true },
];
