import { addTo } from '../../json/group-by';
import type { Manifest, PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { objectsIn, podsSelected, readSelector } from '../../model/pod-index';

/** Kinds that keep a number of pods that a person, or an autoscaler, chooses. */
export const REPLICATED = ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'ReplicationController'];

const AUTOSCALER = 'autoscaling/HorizontalPodAutoscaler';
/** KEDA makes a HorizontalPodAutoscaler from it. */
const SCALED_OBJECT = 'keda.sh/ScaledObject';

/** What an autoscaler scales. */
export interface ScaleTarget {
  /** Without a version; undefined where it is not written. */
  readonly group?: string;
  readonly kind: string;
  readonly name: string;
}

/** What an autoscaler scales; undefined where it does not say. */
export function scaleTargetOf(autoscaler: Manifest): ScaleTarget | undefined {
  const target = autoscaler.value('/spec/scaleTargetRef') ?? {};
  const isKeda = autoscaler.groupKind === SCALED_OBJECT;
  const { name, kind = isKeda ? 'Deployment' : undefined, apiVersion = isKeda ? 'apps/v1' : undefined } = target;
  if (typeof name !== 'string' || typeof kind !== 'string') return undefined;
  if (typeof apiVersion !== 'string' || apiVersion === '') return { kind, name };
  return { group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '', kind, name };
}

/** The autoscalers that scale an object, in the order of the set. */
export function autoscalersOf(workload: Manifest, all: ManifestSet): readonly Manifest[] {
  const index = all._analysis(autoscalersOf, () => {
    const found = new Map<string, Manifest[]>();
    for (const autoscaler of [AUTOSCALER, SCALED_OBJECT].flatMap((type) => all.ofType(type))) {
      const target = scaleTargetOf(autoscaler);
      if (!target) continue;
      const key = keyOf(autoscaler.effectiveNamespace, target.kind, target.name);
      addTo(found, key, autoscaler);
    }
    return found;
  });
  const { kind, name } = workload.objectRef;
  const group = groupOf(workload);
  return (index.get(keyOf(workload.effectiveNamespace, kind, name)) ?? []).filter(
    (autoscaler) => (scaleTargetOf(autoscaler)?.group ?? group) === group,
  );
}

/** The least number of replicas that an autoscaler keeps; the API's own default is one. KEDA's is none. */
export function minimumOf(autoscaler: Manifest): number {
  const isKeda = autoscaler.groupKind === SCALED_OBJECT;
  const minimum = autoscaler.value(isKeda ? '/spec/minReplicaCount' : '/spec/minReplicas');
  return typeof minimum === 'number' ? minimum : isKeda ? 0 : 1;
}

/** How many pods a workload has at the least: what its autoscaler keeps, else what it asks for; one by default. */
export function replicasOf(workload: Manifest, all: ManifestSet): number {
  const [autoscaler] = autoscalersOf(workload, all);
  if (autoscaler) return minimumOf(autoscaler);
  const replicas = workload.value('/spec/replicas');
  return typeof replicas === 'number' ? replicas : 1;
}

/** The pods that a disruption budget is for. At v1 an empty selector selects all pods, at v1beta1 none. */
export function podsOfBudget(budget: Manifest, all: ManifestSet): PodTemplateView[] {
  const selector = readSelector(budget.value('/spec/selector'));
  if (!selector) return [];
  const isEmpty = Object.keys(selector.matchLabels).length + selector.matchExpressions.length === 0;
  if (isEmpty && budget.objectRef.apiVersion === 'policy/v1beta1') return [];
  return podsSelected(selector, budget.effectiveNamespace, all);
}

/** Whether some disruption budget of the set is for a pod. */
export function hasBudget(pod: PodTemplateView, all: ManifestSet): boolean {
  return all
    ._analysis(
      hasBudget,
      () => new Set(all.ofType('policy/PodDisruptionBudget').flatMap((budget) => podsOfBudget(budget, all))),
    )
    .has(pod);
}

/** Whether an object belongs to another one, which looks after it. */
export function isOwned(manifest: Manifest): boolean {
  return objectsIn(manifest.value('/metadata/ownerReferences')).length > 0;
}

function groupOf({ groupKind }: Manifest): string {
  return groupKind.includes('/') ? groupKind.slice(0, groupKind.indexOf('/')) : '';
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
