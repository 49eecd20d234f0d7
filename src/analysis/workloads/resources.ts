import { addTo } from '../../json/group-by';
import { atLeast } from '../../kubernetes/kubernetes-version';
import { quantityOf } from '../../kubernetes/quantity';
import { ContainerRole } from '../../model/container-role';
import type { ContainerView, Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { objectsIn } from '../../model/pod-index';

/** Resources that a pod can set for all its containers, in versions with the feature on by default. */
export const POD_LEVEL = ['cpu', 'memory'];
export const POD_LEVEL_SINCE = '1.34';

/** The context for questions about resources. A rule gives its own: the set is looked at where the object does not answer. */
export interface ResourceQuestion {
  readonly all: ManifestSet;
  readonly target: { readonly kubernetesVersion: string };
}

/**
 * Whether a resource of a container is limited: by its own limit, the pod's, or the default of a LimitRange in the set.
 * A limit of 0 does not limit anything, and still replaces the default; null is read as 0 in these maps.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/limitranger/admission.go
 */
export function isLimited(container: ContainerView, resource: string, question: ResourceQuestion): boolean {
  if (podSets(container, 'limits', resource, question)) return true;
  const own = container.value('/resources/limits')?.[resource];
  if (own !== undefined) return isPositive(own);
  return hasDefault(container, resource, ['default', 'max'], question);
}

/** Whether the scheduler reserves a resource for a container; a limit without a request is also a request. */
export function isRequested(container: ContainerView, resource: string, question: ResourceQuestion): boolean {
  if (podSets(container, 'requests', resource, question) || podSets(container, 'limits', resource, question))
    return true;
  const { requests, limits } = container.value('/resources') ?? {};
  const own = requests?.[resource] === undefined ? limits?.[resource] : requests[resource];
  if (own !== undefined) return isPositive(own);
  return hasDefault(container, resource, ['defaultRequest', 'default', 'max', 'min'], question);
}

function podSets({ pod }: ContainerView, list: string, resource: string, { target }: ResourceQuestion): boolean {
  const quantity = pod.value('/resources')?.[list]?.[resource];
  return isPositive(quantity) && POD_LEVEL.includes(resource) && atLeast(target.kubernetesVersion, POD_LEVEL_SINCE);
}

/** Each field is the default of the ones before it. */
function hasDefault(
  { pod, role }: ContainerView,
  resource: string,
  fields: readonly string[],
  question: ResourceQuestion,
): boolean {
  if (role === ContainerRole.EPHEMERAL) return false; // They get no defaults.
  return rangesOf(pod.manifest.effectiveNamespace, 'Container', question.all).some(({ range }) => {
    const field = fields.find((each) => range[each]?.[resource] !== undefined);
    return field !== undefined && isPositive(range[field][resource]);
  });
}

/** An entry of a LimitRange. */
export interface Range {
  readonly limitRange: Manifest;
  readonly range: any;
}

/** Returns the entries of one type in the LimitRanges of a namespace, in the order of the set. */
export function rangesOf(namespace: string, type: string, all: ManifestSet): readonly Range[] {
  const index = all._analysis(rangesOf, () => {
    const ranges = new Map<string, Range[]>();
    for (const limitRange of all.ofType('LimitRange'))
      for (const range of objectsIn(limitRange.value('/spec/limits')))
        addTo(ranges, keyOf(limitRange.effectiveNamespace, range.type), { limitRange, range });
    return ranges;
  });
  return index.get(keyOf(namespace, type)) ?? [];
}

function keyOf(namespace: string, type: unknown): string {
  return `${namespace} ${type}`;
}

function isPositive(quantity: unknown): boolean {
  return (quantityOf(quantity) ?? 0) > 0;
}
