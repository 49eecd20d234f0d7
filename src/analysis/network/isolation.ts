import type { Manifest, PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { CLUSTER_WIDE, NAMESPACED, type PolicyClaim, type Subject } from './policy-claims';

/** What the policies of a set do to a pod, their rules apart. */
export interface Isolation {
  /** Some policy selects it. */
  readonly selected: boolean;
  /** Nothing reaches it but what a policy allows. */
  readonly ingress: boolean;
  /** It reaches nothing but what a policy allows. */
  readonly egress: boolean;
}

/** What the policies of a set do to a pod; worked out once for each pod. */
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
  const subject: Subject = {
    labels: pod.labels,
    namespace,
    namespaceLabels: namespaceLabels(namespace, all),
    account: pod.value('/serviceAccountName') || pod.value('/serviceAccount') || 'default',
  };
  return [...(byNamespace.get(namespace)?.thatMaySelect(subject) ?? []), ...clusterWide].filter((claim) =>
    claim.selects(subject),
  );
}

/** Whether a namespace has a policy of its own, or a clusterwide one is for all its pods. */
export function hasPolicyFor(namespace: string, all: ManifestSet): boolean {
  const { byNamespace, clusterWide } = all._analysis(claimsOn, () => indexOf(all));
  const labels = namespaceLabels(namespace, all);
  return byNamespace.has(namespace) || clusterWide.some((claim) => claim.selectsAllOf(namespace, labels));
}

/** A namespace's labels, and the one that the API server adds. */
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
    for (const policy of readable(all, type)) {
      const claims = byNamespace.get(policy.effectiveNamespace) ?? new Claims();
      byNamespace.set(policy.effectiveNamespace, claims);
      for (const claim of read(policy)) claims.add(claim);
    }
  }
  const clusterWide = Object.entries(CLUSTER_WIDE).flatMap(([type, read]) => readable(all, type).flatMap(read));
  return { byNamespace, clusterWide };
}

/** A policy that the API server cannot read selects nothing. */
function readable(all: ManifestSet, type: string): Manifest[] {
  return all.ofType(type).filter((policy) => policy._problems.length === 0);
}

/** The claims of one namespace, by a label that they need, so that a pod is not held against every one. */
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
