import type { Manifest } from '../model/manifest';
import { selects } from '../model/selector';

type Labels = { readonly [key: string]: string };

/** The pod that a policy is asked about. */
export interface Subject {
  readonly labels: Labels;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly account: string;
}

/** What one policy says, apart from its rules: which pods it is for, and which directions it closes for them. */
export interface PolicyClaim {
  /** A label without which it selects no pod; undefined where there is none. */
  readonly needs?: readonly [string, string];
  selects(subject: Subject): boolean;
  readonly isolatesIngress: boolean;
  readonly isolatesEgress: boolean;
}

/** The kinds of policy that stand in a namespace, and select there. */
export const NAMESPACED: { readonly [type: string]: (policy: Manifest) => PolicyClaim[] } = {
  'networking.k8s.io/NetworkPolicy': kubernetes,
  'cilium.io/CiliumNetworkPolicy': cilium,
  'projectcalico.org/NetworkPolicy': calico,
  'crd.projectcalico.org/NetworkPolicy': calico,
};

/** The kinds of policy that stand in no namespace. */
export const CLUSTER_WIDE: typeof NAMESPACED = {
  'cilium.io/CiliumClusterwideNetworkPolicy': cilium,
  'projectcalico.org/GlobalNetworkPolicy': calico,
  'crd.projectcalico.org/GlobalNetworkPolicy': calico,
  'policy.networking.k8s.io/AdminNetworkPolicy': admin,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': admin,
  'policy.networking.k8s.io/ClusterNetworkPolicy': admin,
};

/**
 * The directions that a NetworkPolicy isolates: what `policyTypes` says, else ingress, and egress where it has rules.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/v1/defaults.go
 */
export function policyTypesOf(spec: any): readonly string[] {
  if (spec?.policyTypes?.length > 0) return spec.policyTypes;
  return spec?.egress?.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function kubernetes(policy: Manifest): PolicyClaim[] {
  const { spec } = policy.json;
  const selector = spec?.podSelector ?? {}; // no pointer upstream: an absent one is an empty one
  const types = policyTypesOf(spec);
  return [
    {
      needs: Object.entries<string>(selector.matchLabels ?? {})[0],
      selects: ({ labels }) => selects(selector, labels),
      isolatesIngress: types.includes('Ingress'),
      isolatesEgress: types.includes('Egress'),
    },
  ];
}

/**
 * A direction is closed by rules for it, unless the policy says otherwise; an empty list of rules closes nothing. A rule
 * for nodes is none for pods.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/intro/#policy-enforcement-modes
 */
function cilium(policy: Manifest): PolicyClaim[] {
  const { spec, specs } = policy.json;
  return [spec, ...(specs ?? [])]
    .filter((rule) => rule?.endpointSelector)
    .map((rule) => ({
      selects: (subject) => selects(withoutSources(rule.endpointSelector), ciliumLabels(subject)),
      isolatesIngress: closes(rule.enableDefaultDeny?.ingress, rule.ingress, rule.ingressDeny),
      isolatesEgress: closes(rule.enableDefaultDeny?.egress, rule.egress, rule.egressDeny),
    }));
}

function closes(enabled: boolean | null | undefined, ...rules: (readonly unknown[] | null | undefined)[]): boolean {
  return enabled !== false && rules.some((list) => list && list.length > 0);
}

/** Cilium's selectors may name where a label comes from: `k8s:` from Kubernetes, `any:` from anywhere. */
function withoutSources({ matchLabels, matchExpressions }: any): any {
  const plain = (key: string) => key.replace(/^(k8s|any):/, '');
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels ?? {}).map(([key, value]) => [plain(key), value])),
    matchExpressions: (matchExpressions ?? []).map((each: any) => ({ ...each, key: plain(each.key ?? '') })),
  };
}

function ciliumLabels({ labels, namespace, namespaceLabels, account }: Subject): Labels {
  const ofNamespace = Object.entries(namespaceLabels).map(([key, value]) => [
    `io.cilium.k8s.namespace.labels.${key}`,
    value,
  ]);
  return {
    ...labels,
    ...Object.fromEntries(ofNamespace),
    'io.kubernetes.pod.namespace': namespace,
    'io.cilium.k8s.policy.serviceaccount': account,
  };
}

/**
 * Calico's selectors are a language of their own: only one that surely selects everything counts. What stands before
 * connection tracking or address translation is for hosts.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy
 */
function calico(policy: Manifest): PolicyClaim[] {
  const spec = policy.json.spec ?? {};
  const selectors = [spec.selector, spec.namespaceSelector, spec.serviceAccountSelector];
  if (spec.doNotTrack || spec.preDNAT) return [];
  if (!selectors.every((selector) => ['', 'all()'].includes((selector ?? '').trim()))) return [];
  const byRules =
    spec.egress?.length > 0 ? (spec.ingress?.length > 0 ? ['Ingress', 'Egress'] : ['Egress']) : ['Ingress'];
  const types: string[] = spec.types?.length > 0 ? spec.types : byRules;
  const isolatesIngress = types.includes('Ingress');
  return [{ selects: () => true, isolatesIngress, isolatesEgress: types.includes('Egress') }];
}

/** These select pods and isolate none: what no rule of theirs decides stays open. */
function admin(policy: Manifest): PolicyClaim[] {
  const { namespaces, pods } = policy.json.spec?.subject ?? {};
  return [
    {
      selects: ({ labels, namespaceLabels }) =>
        selects(namespaces, namespaceLabels) ||
        (selects(pods?.namespaceSelector, namespaceLabels) && selects(pods?.podSelector, labels)),
      isolatesIngress: false,
      isolatesEgress: false,
    },
  ];
}
