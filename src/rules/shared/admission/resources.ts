import { POD_LEVEL, POD_LEVEL_SINCE } from '../../../analysis/workloads/resources';
import { atLeast } from '../../../kubernetes/kubernetes-version';

export const FILLED = 'LimitRanges fill pods before policies see them: a template is not judged';

/** A quantity above 0, in any notation: it has another digit than 0 before its unit. */
const POSITIVE = '^[+]?[0-9.]*[1-9]';

/** Whether a container has no amount of a resource, and its pod has none for it. An ephemeral container has none. */
export function lacks(list: 'limits' | 'requests', resource: string, kubernetesVersion: string): string {
  const has = (owner: string, of = list) =>
    `string(${owner}.?resources.?${of}[?'${resource}'].orValue('')).matches('${POSITIVE}')`;
  const byPod = POD_LEVEL.includes(resource) && atLeast(kubernetesVersion, POD_LEVEL_SINCE);
  return [
    `!${has('c')}`,
    // A limit is also a request.
    ...(byPod ? [...new Set([list, 'limits'] as const)].map((each) => `!${has('variables.spec', each)}`) : []),
    '!(c.name in variables.ephemeralNames)',
  ].join(' && ');
}
