import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { quantityOf } from '../../kubernetes/quantity';
import { cpuText, sizeText } from '../amounts';

/**
 * Default resources of containers in a namespace.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export interface NamespaceLimits {
  /**
   * CPU request of a container without one.
   *
   * @default - Cpu.millis(100), or the limit if that is less
   */
  readonly defaultCpuRequest?: kplus.Cpu;
  /**
   * CPU limit of a container without one.
   *
   * @default - Cpu.units(1), or the request if that is more
   */
  readonly defaultCpuLimit?: kplus.Cpu;
  /**
   * Memory request of a container without one.
   *
   * @default - Size.mebibytes(128), or the limit if that is less
   */
  readonly defaultMemoryRequest?: Size;
  /**
   * Memory limit of a container without one.
   *
   * @default - Size.mebibytes(512), or the request if that is more
   */
  readonly defaultMemoryLimit?: Size;
}

/**
 * Total resources of all pods of a namespace. The defaults have space for five Deployments with the default resources of
 * cdk8s-plus, also while all of them are updated at once.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export interface NamespaceQuota {
  /**
   * Sum of CPU requests.
   *
   * @default - Cpu.units(16), or the limit if that is less
   */
  readonly cpuRequests?: kplus.Cpu;
  /**
   * Sum of CPU limits.
   *
   * @default - Cpu.units(32), or the request if that is more
   */
  readonly cpuLimits?: kplus.Cpu;
  /**
   * Sum of memory requests.
   *
   * @default - Size.gibibytes(16), or the limit if that is less
   */
  readonly memoryRequests?: Size;
  /**
   * Sum of memory limits.
   *
   * @default - Size.gibibytes(32), or the request if that is more
   */
  readonly memoryLimits?: Size;
  /**
   * Maximum number of pods.
   *
   * @default 50
   */
  readonly pods?: number;
}

/** Returns the limit of a LimitRange. */
export function limitsOf(path: string, limits: NamespaceLimits): any {
  const { defaultCpuRequest, defaultCpuLimit, defaultMemoryRequest, defaultMemoryLimit } = limits;
  const cpu = pair(
    `${path}: CPU of limits`,
    cores,
    [defaultCpuRequest, kplus.Cpu.millis(100)],
    [defaultCpuLimit, kplus.Cpu.units(1)],
  );
  const memory = pair(
    `${path}: memory of limits`,
    mebibytes,
    [defaultMemoryRequest, Size.mebibytes(128)],
    [defaultMemoryLimit, Size.mebibytes(512)],
  );
  return {
    type: 'Container',
    default: { cpu: cpuText(cpu.limit), memory: sizeText(memory.limit) },
    defaultRequest: { cpu: cpuText(cpu.request), memory: sizeText(memory.request) },
  };
}

/** Returns the hard limits of a ResourceQuota. */
export function quotaOf(path: string, quota: NamespaceQuota): any {
  const { cpuRequests, cpuLimits, memoryRequests, memoryLimits, pods = 50 } = quota;
  const cpu = pair(
    `${path}: CPU of quota`,
    cores,
    [cpuRequests, kplus.Cpu.units(16)],
    [cpuLimits, kplus.Cpu.units(32)],
  );
  const memory = pair(
    `${path}: memory of quota`,
    mebibytes,
    [memoryRequests, Size.gibibytes(16)],
    [memoryLimits, Size.gibibytes(32)],
  );
  return {
    'requests.cpu': cpuText(cpu.request),
    'requests.memory': sizeText(memory.request),
    'limits.cpu': cpuText(cpu.limit),
    'limits.memory': sizeText(memory.limit),
    pods: String(pods),
  };
}

/** Returns a request and a limit. A default adapts to the given value, so that no request is above its limit. */
function pair<T>(
  what: string,
  amount: (value: T) => number,
  [request, usualRequest]: [T | undefined, T],
  [limit, usualLimit]: [T | undefined, T],
): { readonly request: T; readonly limit: T } {
  const top = limit ?? (request !== undefined && amount(request) > amount(usualLimit) ? request : usualLimit);
  const bottom = request ?? (amount(usualRequest) > amount(top) ? top : usualRequest);
  if (amount(bottom) <= amount(top)) return { request: bottom, limit: top };
  throw new Error(
    `${what}: the request ${amount(bottom)} is above the limit ${amount(top)}; lower the one or raise the other`,
  );
}

function cores(cpu: kplus.Cpu): number {
  return quantityOf(cpu.amount) ?? Number.NaN;
}

function mebibytes(size: Size): number {
  return size.toKibibytes() / 1024;
}
