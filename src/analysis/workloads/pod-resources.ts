import { atLeast } from '../../kubernetes/kubernetes-version';
import { type ExactQuantity, exactQuantity } from '../../kubernetes/quantity';
import { ContainerRole } from '../../model/container-role';
import type { ContainerView, PodTemplateView } from '../../model/manifest';
import { POD_LEVEL_SINCE, type ResourceQuestion, rangesOf } from './resources';

/** Amounts by resource. */
export type Amounts = Map<string, ExactQuantity>;

/** The requests and limits of a container or a pod. */
export interface Amounted {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/**
 * The resources of a container when it is admitted: a limit is also the request, and the LimitRanges of the namespace give
 * what is missing.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/limitranger/admission.go
 */
export function admittedResources(container: ContainerView, { all }: ResourceQuestion): Amounted {
  const limits = amountsOf(container.value('/resources/limits'));
  const requests = new Map([...limits, ...amountsOf(container.value('/resources/requests'))]);
  if (container.role === ContainerRole.EPHEMERAL) return { requests, limits };
  for (const { range } of rangesOf(container.pod.manifest.effectiveNamespace, 'Container', all)) {
    // The API server completes a LimitRange so when it is stored.
    const usual = new Map([...amountsOf(range.max), ...amountsOf(range.default)]);
    const least = new Map([...amountsOf(range.min), ...usual, ...amountsOf(range.defaultRequest)]);
    addMissing(limits, usual);
    addMissing(requests, least);
  }
  return { requests, limits };
}

/**
 * The resources of a pod as the scheduler and quotas count them: the containers and sidecars together, or an init container
 * with the sidecars before it where that is more; the pod's own amounts in their place; and the overhead of its runtime.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/component-helpers/resource/helpers.go
 */
export function podResources(pod: PodTemplateView, question: ResourceQuestion): Amounted {
  const { requests, limits } = containersTogether(pod, question);
  const overhead = overheadOf(pod, question);
  for (const [resource, amount] of overhead) {
    requests.set(resource, (requests.get(resource) ?? 0n) + amount);
    const limit = limits.get(resource);
    if (limit) limits.set(resource, limit + amount);
  }
  return { requests, limits };
}

/** The resources of a pod without the overhead of its runtime, as a LimitRange for pods counts them. */
export function containersTogether(pod: PodTemplateView, question: ResourceQuestion): Amounted {
  const parts = pod.containers
    .filter(({ role }) => role !== ContainerRole.EPHEMERAL)
    .map((container) => ({ container, amounts: admittedResources(container, question) }));
  const list = (field: keyof Amounted) => {
    const running: Amounts = new Map();
    const sidecars: Amounts = new Map();
    const most: Amounts = new Map();
    for (const { container, amounts } of parts) {
      const own = amounts[field];
      if (container.role === ContainerRole.MAIN) add(running, own);
      else if (container.value('/restartPolicy') === 'Always') {
        add(running, own);
        add(sidecars, own);
        raise(most, sidecars);
      } else raise(most, add(new Map(sidecars), own));
    }
    raise(running, most);
    return running;
  };
  const [requests, limits] = [list('requests'), list('limits')];
  if (atLeast(question.target.kubernetesVersion, POD_LEVEL_SINCE)) {
    const own = pod.value('/resources') ?? {};
    for (const [resource, amount] of amountsOf(own.limits)) {
      limits.set(resource, amount);
      if (!requests.has(resource)) requests.set(resource, amount);
    }
    for (const [resource, amount] of amountsOf(own.requests)) requests.set(resource, amount);
  }
  return { requests, limits };
}

/** The API server copies the overhead from the RuntimeClass. */
function overheadOf(pod: PodTemplateView, { all }: ResourceQuestion): Amounts {
  const written = pod.value('/overhead');
  const name = pod.value('/runtimeClassName');
  if (written || typeof name !== 'string') return amountsOf(written);
  const runtime = all.ofType('node.k8s.io/RuntimeClass').find(({ objectRef }) => objectRef.name === name);
  return amountsOf(runtime?.value('/overhead/podFixed'));
}

/** Reads a list of amounts; null is zero in these maps, and what is no quantity is left out. */
export function amountsOf(list: unknown): Amounts {
  const amounts: Amounts = new Map();
  if (typeof list !== 'object' || list === null) return amounts;
  for (const [resource, value] of Object.entries(list)) {
    const amount = exactQuantity(value ?? 0);
    if (amount !== undefined) amounts.set(resource, amount);
  }
  return amounts;
}

/** Adds amounts to others. */
export function add(sum: Amounts, more: Amounts, times = 1n): Amounts {
  for (const [resource, amount] of more) sum.set(resource, (sum.get(resource) ?? 0n) + amount * times);
  return sum;
}

/** Raises amounts to others where those are greater. */
export function raise(most: Amounts, others: Amounts): void {
  for (const [resource, amount] of others) {
    const known = most.get(resource);
    if (known === undefined || known < amount) most.set(resource, amount);
  }
}

function addMissing(amounts: Amounts, others: Amounts): void {
  for (const [resource, amount] of others) if (!amounts.has(resource)) amounts.set(resource, amount);
}
