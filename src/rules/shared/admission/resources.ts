import { POD_LEVEL, POD_LEVEL_SINCE } from '../../../analysis/workloads/resources';
import { atLeast } from '../../../kubernetes/kubernetes-version';

export const FILLED = 'LimitRanges fill pods before policies see them: a template is not judged';

/** Whether a container has no amount of a resource, and its pod has none for it. An ephemeral container has none. */
export function lacks(list: 'limits' | 'requests', resource: string, kubernetesVersion: string): string {
  const has = (owner: string, of = list) =>
    `${owner}.?resources.?${of}[?'${resource}'].optMap(q, quantity(string(q)).isGreaterThan(quantity('0'))).orValue(false)`;
  const byPod = POD_LEVEL.includes(resource) && atLeast(kubernetesVersion, POD_LEVEL_SINCE);
  return [
    '!(c.name in variables.ephemeralNames)',
    `!${has('c')}`,
    // A limit is also a request.
    ...(byPod ? [...new Set([list, 'limits'] as const)].map((each) => `!${has('variables.spec', each)}`) : []),
  ].join(' && ');
}
