import { type ExactQuantity, quantityText } from '../../kubernetes/quantity';
import { ContainerRole } from '../../model/container-role';
import type { ContainerView, Manifest, PodTemplateView } from '../../model/manifest';
import { type Amounted, admittedResources, amountsOf, containersTogether } from './pod-resources';
import { type ResourceQuestion, rangesOf } from './resources';

type List = 'requests' | 'limits';

/** A reason why the API server refuses a container or a pod. */
export interface RangeViolation {
  /** What the container or the pod has. */
  readonly what: string;
  /** What must be. */
  readonly advice: string;
  /** The list that has the amount, or in which it is missing. */
  readonly list: List;
  readonly resource: string;
}

/** Returns why the LimitRanges of its namespace refuse a container. */
export function containerViolations(container: ContainerView, question: ResourceQuestion): RangeViolation[] {
  if (container.role === ContainerRole.EPHEMERAL) return [];
  const ranges = rangesOf(container.pod.manifest.effectiveNamespace, 'Container', question.all);
  if (ranges.length === 0) return [];
  const amounts = admittedResources(container, question);
  return ranges.flatMap(({ limitRange, range }) => [
    ...violationsOf(range, amounts, limitRange),
    ...crossedDefaults(container, range, amounts, limitRange),
  ]);
}

/** Returns why the LimitRanges of its namespace refuse a pod as a whole. */
export function podViolations(pod: PodTemplateView, question: ResourceQuestion): RangeViolation[] {
  const ranges = rangesOf(pod.manifest.effectiveNamespace, 'Pod', question.all);
  if (ranges.length === 0) return [];
  const amounts = containersTogether(pod, question);
  return ranges.flatMap(({ limitRange, range }) => violationsOf(range, amounts, limitRange));
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/limitranger/admission.go */
function violationsOf(range: any, { requests, limits }: Amounted, limitRange: Manifest): RangeViolation[] {
  const found: RangeViolation[] = [];
  const { name } = limitRange.objectRef;
  const add = (list: List, resource: string, amount: ExactQuantity | undefined, advice: string) => {
    const what =
      amount === undefined
        ? `no ${list}.${resource}, which limit range "${name}" requires`
        : `${saying(list, resource, amount)}, which limit range "${name}" does not allow`;
    found.push({ list, resource, what, advice });
  };
  for (const [resource, least] of amountsOf(range.min)) {
    const [request, limit] = [requests.get(resource), limits.get(resource)];
    const advice = `set it to ${quantityText(least, resource)} or more`;
    if (request === undefined || request < least) add('requests', resource, request, advice);
    else if (limit !== undefined && limit < least) add('limits', resource, limit, advice);
  }
  for (const [resource, most] of amountsOf(range.max)) {
    const [request, limit] = [requests.get(resource), limits.get(resource)];
    const advice = `set it to ${quantityText(most, resource)} or less`;
    if (limit === undefined || limit > most) add('limits', resource, limit, advice);
    else if (request !== undefined && request > most) add('requests', resource, request, advice);
  }
  for (const [resource, ratio] of amountsOf(range.maxLimitRequestRatio)) {
    const [request = 0n, limit = 0n] = [requests.get(resource), limits.get(resource)];
    const advice = `set limits.${resource} to at most ${quantityText(ratio, '')} times requests.${resource}`;
    if (request === 0n) add('requests', resource, requests.get(resource), advice);
    else if (limit === 0n || limit * 10n ** 9n > ratio * request) add('limits', resource, limits.get(resource), advice);
  }
  return found;
}

/** A default limit below the container's own request. */
function crossedDefaults(
  container: ContainerView,
  range: any,
  { requests, limits }: Amounted,
  limitRange: Manifest,
): RangeViolation[] {
  const own = amountsOf(container.value('/resources/limits'));
  const usual = new Map([...amountsOf(range.max), ...amountsOf(range.default)]);
  return [...usual].flatMap(([resource, limit]) => {
    const request = requests.get(resource);
    if (own.has(resource) || limits.get(resource) !== limit || request === undefined || request <= limit) return [];
    if (request > (amountsOf(range.max).get(resource) ?? request)) return []; // reported as above the maximum
    const { name } = limitRange.objectRef;
    const what = `${saying('requests', resource, request)} and no limit, which limit range "${name}" sets to "${quantityText(limit, resource)}"`;
    const advice = `set limits.${resource} to ${quantityText(request, resource)} or more`;
    return [{ list: 'limits', resource, what, advice }];
  });
}

function saying(list: List, resource: string, amount: ExactQuantity): string {
  return `${list}.${resource} "${quantityText(amount, resource)}"`;
}
