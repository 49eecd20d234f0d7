import type { PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { CLUSTER_WIDE, NAMESPACED, type PolicyClaim, type Subject } from './policy-claims';
import { NETWORK_POLICY } from './policy-rules';

const BASELINE_POLICY = 'policy.networking.k8s.io/BaselineAdminNetworkPolicy';

/** How the policies of a set isolate a pod, apart from their rules. */
export interface Isolation {
  /** Whether a policy selects the pod. */
  readonly selected: boolean;
  /** Whether ingress is denied unless a policy allows it. */
  readonly ingress: boolean;
  /** Whether egress is denied unless a policy allows it. */
  readonly egress: boolean;
}

/** Returns how the policies of a set isolate a pod; computed once for each pod. */
export function isolationOf(pod: PodTemplateView, all: ManifestSet): Isolation {
  const known = all._analysis(isolationOf, () => new Map<PodTemplateView, Isolation>());
  let isolation = known.get(pod);
  if (!isolation) {
    const claims = claimsOn(pod, all);
    isolation = {
      selected: claims.length > 0,
      ingress: claims.some((claim) => claim.isolatesIngress),
      egress: claims.some((claim) => claim.isolatesEgress),
    };
    known.set(pod, isolation);
  }
  return isolation;
}

function claimsOn(pod: PodTemplateView, all: ManifestSet): PolicyClaim[] {
  const { byNamespace, clusterWide } = all._analysis(claimsOn, () => indexOf(all));
  const namespace = pod.manifest.effectiveNamespace;
  const ofNamespace = byNamespace.get(namespace);
  if (!ofNamespace && clusterWide.length === 0) return [];
  const subject: Subject = {
    pod,
    labels: pod.labels,
    namespace,
    namespaceLabels: namespaceLabels(namespace, all),
    account: pod.value('/serviceAccountName') || pod.value('/serviceAccount') || 'default',
  };
  return [...(ofNamespace?.thatMaySelect(subject) ?? []), ...clusterWide].filter((claim) => claim.selects(subject));
}

/** Whether a namespace has a policy, or a cluster-wide policy applies to all its pods. */
export function hasPolicyFor(namespace: string, all: ManifestSet): boolean {
  const { byNamespace, clusterWide } = all._analysis(claimsOn, () => indexOf(all));
  const labels = namespaceLabels(namespace, all);
  return byNamespace.has(namespace) || clusterWide.some((claim) => claim.selectsAllOf(namespace, labels));
}

/**
 * Whether policies of other kinds may allow pods of a namespace what its NetworkPolicies do not. A baseline policy of the
 * cluster does not count: NetworkPolicies have precedence.
 */
export function hasOtherPolicies(namespace: string, all: ManifestSet): boolean {
  const { isClusterWide, namespaces } = all._analysis(hasOtherPolicies, () => {
    const others = Object.keys(NAMESPACED).filter((type) => type !== NETWORK_POLICY);
    const wide = Object.keys(CLUSTER_WIDE).filter((type) => type !== BASELINE_POLICY);
    return {
      isClusterWide: wide.some((type) => all.ofType(type).length > 0),
      namespaces: new Set(others.flatMap((type) => all.ofType(type)).map((policy) => policy.effectiveNamespace)),
    };
  });
  return isClusterWide || namespaces.has(namespace);
}

/** Returns the labels of a namespace, including the one that the API server adds. */
export function namespaceLabels(name: string, all: ManifestSet): { [key: string]: string } {
  const byName = all._analysis(
    namespaceLabels,
    () =>
      new Map(
        all.ofType('Namespace').map(({ objectRef, labels }) => [objectRef.name, withName(objectRef.name, labels)]),
      ),
  );
  return byName.get(name) ?? withName(name, {});
}

function withName(name: string, labels: { [key: string]: string }): { [key: string]: string } {
  return { ...labels, 'kubernetes.io/metadata.name': name };
}

function indexOf(all: ManifestSet) {
  const byNamespace = new Map<string, Claims>();
  for (const [type, read] of Object.entries(NAMESPACED)) {
    for (const policy of all.ofType(type)) {
      const claims = byNamespace.get(policy.effectiveNamespace) ?? new Claims();
      byNamespace.set(policy.effectiveNamespace, claims);
      for (const claim of read(policy)) claims.add(claim);
    }
  }
  const clusterWide = Object.entries(CLUSTER_WIDE).flatMap(([type, read]) => all.ofType(type).flatMap(read));
  return { byNamespace, clusterWide };
}

/** The claims of one namespace, by a label that they require, so that a pod is not compared with each of them. */
class Claims {
  private readonly free: PolicyClaim[] = [];
  private readonly byLabel = new Map<string, PolicyClaim[]>();

  public add(claim: PolicyClaim): void {
    const key = claim.needs && keyOf(...claim.needs);
    if (key === undefined) this.free.push(claim);
    else if (this.byLabel.has(key)) this.byLabel.get(key)?.push(claim);
    else this.byLabel.set(key, [claim]);
  }

  public thatMaySelect({ labels }: Subject): PolicyClaim[] {
    const needing = Object.entries(labels).flatMap(([key, value]) => this.byLabel.get(keyOf(key, value)) ?? []);
    return [...this.free, ...needing];
  }
}

function keyOf(key: string, value: string): string {
  return `${key}=${value}`;
}
