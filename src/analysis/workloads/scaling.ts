import { addTo } from '../../json/group-by';
import { groupOf } from '../../kubernetes/workload-kinds';
import { surelySelects } from '../../model/controller-labels';
import type { Manifest, PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { isEmptySelector, objectsIn, podsSelected, readSelector } from '../../model/pod-index';

/** Kinds with a number of replicas that a person or an autoscaler sets. */
export const REPLICATED = ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'ReplicationController'];

const AUTOSCALER = 'autoscaling/HorizontalPodAutoscaler';
/** KEDA creates a HorizontalPodAutoscaler from it. */
const SCALED_OBJECT = 'keda.sh/ScaledObject';

/** The target of an autoscaler. */
export interface ScaleTarget {
  /** Without a version; undefined if it is not written. */
  readonly group?: string;
  readonly kind: string;
  readonly name: string;
}

/** Returns the target of an autoscaler; undefined if it has none. */
export function scaleTargetOf(autoscaler: Manifest): ScaleTarget | undefined {
  const target = autoscaler.value('/spec/scaleTargetRef') ?? {};
  const isKeda = autoscaler.groupKind === SCALED_OBJECT;
  const { name, kind = isKeda ? 'Deployment' : undefined, apiVersion = isKeda ? 'apps/v1' : undefined } = target;
  if (typeof name !== 'string' || typeof kind !== 'string') return undefined;
  if (typeof apiVersion !== 'string' || apiVersion === '') return { kind, name };
  return { group: groupOf(apiVersion), kind, name };
}

/** Returns the autoscalers of an object, in the order of the set. */
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
  const group = groupOf(workload.objectRef.apiVersion);
  return (index.get(keyOf(workload.effectiveNamespace, kind, name)) ?? []).filter(
    (autoscaler) => (scaleTargetOf(autoscaler)?.group ?? group) === group,
  );
}

/** Returns the minimum number of replicas of an autoscaler; the default is one in the API, and zero for KEDA. */
export function minimumOf(autoscaler: Manifest): number {
  const isKeda = autoscaler.groupKind === SCALED_OBJECT;
  const minimum = autoscaler.value(isKeda ? '/spec/minReplicaCount' : '/spec/minReplicas');
  return typeof minimum === 'number' ? minimum : isKeda ? 0 : 1;
}

/** Returns the maximum number of replicas of an autoscaler; undefined if it is missing. The default for KEDA is 100. */
export function maximumOf(autoscaler: Manifest): number | undefined {
  const isKeda = autoscaler.groupKind === SCALED_OBJECT;
  const maximum = autoscaler.value(isKeda ? '/spec/maxReplicaCount' : '/spec/maxReplicas');
  return typeof maximum === 'number' ? maximum : isKeda ? 100 : undefined;
}

/**
 * Returns the number of pods of a workload when its autoscaler has added all that it may, else its replicas; one by default. A
 * HorizontalPodAutoscaler leaves a workload alone that is scaled to zero.
 */
export function mostReplicasOf(workload: Manifest, all: ManifestSet): number {
  const written = workload.value('/spec/replicas');
  const replicas = typeof written === 'number' ? written : 1;
  const autoscalers = autoscalersOf(workload, all).filter(
    ({ groupKind }) => replicas > 0 || groupKind === SCALED_OBJECT,
  );
  const most = autoscalers.map(maximumOf).filter((each) => each !== undefined);
  return most.length > 0 ? Math.max(...most) : replicas;
}

/** Returns the minimum number of pods of a workload: that of its autoscaler, else its replicas; one by default. */
export function replicasOf(workload: Manifest, all: ManifestSet): number {
  const [autoscaler] = autoscalersOf(workload, all);
  if (autoscaler) return minimumOf(autoscaler);
  const replicas = workload.value('/spec/replicas');
  return typeof replicas === 'number' ? replicas : 1;
}

/** Returns the pods that a disruption budget selects. An empty selector selects all pods in v1, and none in v1beta1. */
export function podsOfBudget(budget: Manifest, all: ManifestSet): PodTemplateView[] {
  const selector = readSelector(budget.value('/spec/selector'));
  if (!selector || (isEmptySelector(selector) && budget.objectRef.apiVersion === 'policy/v1beta1')) return [];
  return podsSelected(selector, budget.effectiveNamespace, all);
}

/** Returns the disruption budgets of the set that select every pod of a template, in the order of the set. */
export function budgetsOf(pod: PodTemplateView, all: ManifestSet): readonly Manifest[] {
  const index = all._analysis(budgetsOf, () => {
    const found = new Map<PodTemplateView, Manifest[]>();
    for (const budget of all.ofType('policy/PodDisruptionBudget')) {
      for (const each of podsOfBudget(budget, all))
        if (surelySelects(budget.value('/spec/selector'), each)) addTo(found, each, budget);
    }
    return found;
  });
  return index.get(pod) ?? [];
}

/** Whether an object has an owner that manages it. */
export function isOwned(manifest: Manifest): boolean {
  return objectsIn(manifest.value('/metadata/ownerReferences')).length > 0;
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
