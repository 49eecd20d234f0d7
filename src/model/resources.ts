import { atLeast } from './kubernetes-version';
import { type Container, ContainerRole } from './manifest';
import type { ManifestSet } from './manifest-set';
import { quantityOf } from './quantity';

/** Resources that a pod can set for all its containers together, since the feature is on by default. */
const POD_LEVEL = ['cpu', 'memory'];
const POD_LEVEL_SINCE = '1.34';

/** Who asks about resources. */
export interface ResourceQuestion {
  readonly all: ManifestSet;
  readonly kubernetesVersion: string;
}

/**
 * Whether something bounds what a container uses of a resource: its own limit, the pod's, or the default of a LimitRange
 * in the set. A limit of 0 bounds nothing, and keeps the default away all the same; null is read as 0 in these maps.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/limitranger/admission.go
 */
export function isLimited(container: Container, resource: string, question: ResourceQuestion): boolean {
  if (podSets(container, 'limits', resource, question)) return true;
  const own = container.value(`/resources/limits/${resource}`);
  if (own !== undefined) return isPositive(own);
  return hasDefault(container, resource, ['default', 'max'], question);
}

/** Whether the scheduler keeps some of a resource for a container; a limit alone is a request as well. */
export function isRequested(container: Container, resource: string, question: ResourceQuestion): boolean {
  if (['requests', 'limits'].some((list) => podSets(container, list, resource, question))) return true;
  const own = ['requests', 'limits']
    .map((list) => container.value(`/resources/${list}/${resource}`))
    .find((quantity) => quantity !== undefined);
  if (own !== undefined) return isPositive(own);
  return hasDefault(container, resource, ['defaultRequest', 'default', 'max', 'min'], question);
}

function podSets({ pod }: Container, list: string, resource: string, { kubernetesVersion }: ResourceQuestion): boolean {
  if (!POD_LEVEL.includes(resource) || !atLeast(kubernetesVersion, POD_LEVEL_SINCE)) return false;
  return isPositive(pod.value(`/resources/${list}/${resource}`));
}

/** Each field stands in for the ones before it, where they are unset. */
function hasDefault(
  { pod, role }: Container,
  resource: string,
  fields: readonly string[],
  { all }: ResourceQuestion,
): boolean {
  if (role === ContainerRole.EPHEMERAL) return false; // they get no defaults
  const ranges = all.inNamespace('LimitRange', pod.manifest.effectiveNamespace);
  const items: any[] = ranges
    .filter((range) => range._problems.length === 0)
    .flatMap((range) => range.value('/spec/limits') ?? []);
  return items.some((item) => {
    const field = fields.find((each) => item[each]?.[resource] !== undefined);
    return item.type === 'Container' && field !== undefined && isPositive(item[field][resource]);
  });
}

function isPositive(quantity: unknown): boolean {
  return (quantityOf(quantity) ?? 0) > 0;
}
