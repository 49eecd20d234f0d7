import { selects } from '../../kubernetes/selector';
import type { Manifest } from '../../model/manifest';

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
  /** Whether it selects every pod of a namespace, whatever its labels and its account. */
  selectsAllOf(namespace: string, namespaceLabels: Labels): boolean;
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
      selectsAllOf: (namespace) => namespace === policy.effectiveNamespace && keysOf(selector).length === 0,
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
    .map((rule) => ({ rule, selector: withoutSources(rule.endpointSelector) }))
    .map(({ rule, selector }) => ({
      selects: (subject) => selects(selector, ciliumLabels(subject)),
      selectsAllOf: (namespace, namespaceLabels) => {
        const labels = ciliumNamespaceLabels(namespace, namespaceLabels);
        return (
          keysOf(selector).every((key) => key.startsWith(NAMESPACE_LABELS) || Object.hasOwn(labels, key)) &&
          selects(selector, labels)
        );
      },
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

const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

function ciliumLabels({ labels, namespace, namespaceLabels, account }: Subject): Labels {
  return {
    ...labels,
    ...ciliumNamespaceLabels(namespace, namespaceLabels),
    'io.cilium.k8s.policy.serviceaccount': account,
  };
}

/** What Cilium says about every pod of a namespace. */
function ciliumNamespaceLabels(namespace: string, namespaceLabels: Labels): Labels {
  const ofNamespace = Object.entries(namespaceLabels).map(([key, value]) => [`${NAMESPACE_LABELS}${key}`, value]);
  return { ...Object.fromEntries(ofNamespace), 'io.kubernetes.pod.namespace': namespace };
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
  const isolatesEgress = types.includes('Egress');
  return [{ selects: () => true, selectsAllOf: () => true, isolatesIngress, isolatesEgress }];
}

/** These select pods and isolate none: what no rule of theirs decides stays open. */
function admin(policy: Manifest): PolicyClaim[] {
  const { namespaces, pods } = policy.json.spec?.subject ?? {};
  return [
    {
      selects: ({ labels, namespaceLabels }) =>
        selects(namespaces, namespaceLabels) ||
        (selects(pods?.namespaceSelector, namespaceLabels) && selects(pods?.podSelector, labels)),
      selectsAllOf: (_, namespaceLabels) =>
        selects(namespaces, namespaceLabels) ||
        (selects(pods?.namespaceSelector, namespaceLabels) &&
          pods?.podSelector &&
          keysOf(pods.podSelector).length === 0),
      isolatesIngress: false,
      isolatesEgress: false,
    },
  ];
}

/** The labels that a selector asks for. */
function keysOf({ matchLabels, matchExpressions }: any): string[] {
  return [...Object.keys(matchLabels ?? {}), ...(matchExpressions ?? []).map(({ key }: any) => key ?? '')];
}
