import { selects } from '../../kubernetes/selector';
import { isControllerLabel, surelySelects } from '../../model/controller-labels';
import type { Manifest, PodTemplateView } from '../../model/manifest';
import { calicoTypesOf, isCalicoAll, isForHosts, leavesOpen } from './calico';
import { ciliumRules, closes } from './cilium';
import { type Direction, EGRESS, INGRESS, policyTypesOf } from './policy-rules';

type Labels = { readonly [key: string]: string };

/** The pod for which a policy is evaluated. */
export interface Subject {
  readonly pod: PodTemplateView;
  readonly labels: Labels;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly account: string;
}

/** What one policy does, apart from its rules: which pods it selects, and which directions it isolates. */
export interface PolicyClaim {
  /** A label without which it selects no pod; undefined if there is none. */
  readonly needs?: readonly [string, string];
  selects(subject: Subject): boolean;
  /** Whether it selects every pod of a namespace, for all labels and accounts. */
  selectsAllOf(namespace: string, namespaceLabels: Labels): boolean;
  readonly isolatesIngress: boolean;
  readonly isolatesEgress: boolean;
}

/** The namespaced kinds of policy. */
export const NAMESPACED: { readonly [type: string]: (policy: Manifest) => PolicyClaim[] } = {
  'networking.k8s.io/NetworkPolicy': kubernetes,
  'cilium.io/CiliumNetworkPolicy': cilium,
  'projectcalico.org/NetworkPolicy': calico,
  'crd.projectcalico.org/NetworkPolicy': calico,
};

/** The cluster-scoped kinds of policy. */
export const CLUSTER_WIDE: typeof NAMESPACED = {
  'cilium.io/CiliumClusterwideNetworkPolicy': cilium,
  'projectcalico.org/GlobalNetworkPolicy': calico,
  'crd.projectcalico.org/GlobalNetworkPolicy': calico,
  'policy.networking.k8s.io/AdminNetworkPolicy': admin,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': admin,
  'policy.networking.k8s.io/ClusterNetworkPolicy': admin,
};

function kubernetes(policy: Manifest): PolicyClaim[] {
  const { spec } = policy.json;
  const selector = spec?.podSelector ?? {}; // The field is not a pointer upstream: an absent selector is an empty one.
  const types = policyTypesOf(spec);
  return [
    {
      needs: Object.entries<string>(selector.matchLabels ?? {}).find(([key]) => !isControllerLabel(key)),
      selects: ({ pod }) => surelySelects(selector, pod),
      selectsAllOf: (namespace) => namespace === policy.effectiveNamespace && keysOf(selector).length === 0,
      isolatesIngress: types.includes('Ingress'),
      isolatesEgress: types.includes('Egress'),
    },
  ];
}

/** Each rule for pods is a claim; rules for nodes do not apply to pods. */
function cilium(policy: Manifest): PolicyClaim[] {
  return ciliumRules(policy)
    .map(({ json }) => ({ rule: json, selector: withoutSources(json.endpointSelector) }))
    .map(({ rule, selector }) => ({
      selects: (subject) => surelySelects(selector, subject.pod, ciliumLabels(subject)),
      selectsAllOf: (namespace, namespaceLabels) => {
        const labels = ciliumNamespaceLabels(namespace, namespaceLabels);
        return (
          keysOf(selector).every((key) => key.startsWith(NAMESPACE_LABELS) || Object.hasOwn(labels, key)) &&
          selects(selector, labels)
        );
      },
      isolatesIngress: closes(rule, policy, INGRESS),
      isolatesEgress: closes(rule, policy, EGRESS),
    }));
}

/** Cilium's selectors may contain the source of a label: `k8s:` for Kubernetes, `any:` for all sources. */
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

/** The labels that Cilium adds to every pod of a namespace. */
function ciliumNamespaceLabels(namespace: string, namespaceLabels: Labels): Labels {
  const ofNamespace = Object.entries(namespaceLabels).map(([key, value]) => [`${NAMESPACE_LABELS}${key}`, value]);
  return { ...Object.fromEntries(ofNamespace), 'io.kubernetes.pod.namespace': namespace };
}

/** Calico's selectors have their own language: only a selector that certainly selects everything counts. */
function calico(policy: Manifest): PolicyClaim[] {
  const spec = policy.json.spec ?? {};
  const selectors = [spec.selector, spec.namespaceSelector, spec.serviceAccountSelector];
  if (isForHosts(policy) || !selectors.every(isCalicoAll)) return [];
  const isolates = (direction: Direction) =>
    calicoTypesOf(spec).includes(direction.type) && !leavesOpen(policy, direction);
  return [
    {
      selects: () => true,
      selectsAllOf: () => true,
      isolatesIngress: isolates(INGRESS),
      isolatesEgress: isolates(EGRESS),
    },
  ];
}

/** These policies select pods and do not isolate them: traffic that no rule decides stays allowed. */
function admin(policy: Manifest): PolicyClaim[] {
  const { namespaces, pods } = policy.json.spec?.subject ?? {};
  return [
    {
      selects: ({ pod, namespaceLabels }) =>
        selects(namespaces, namespaceLabels) ||
        (selects(pods?.namespaceSelector, namespaceLabels) && surelySelects(pods?.podSelector, pod)),
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

/** The labels that a selector requires. */
function keysOf({ matchLabels, matchExpressions }: any): string[] {
  return [...Object.keys(matchLabels ?? {}), ...(matchExpressions ?? []).map(({ key }: any) => key ?? '')];
}
