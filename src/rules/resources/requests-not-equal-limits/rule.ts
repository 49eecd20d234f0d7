import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { quantityOf } from '../../../kubernetes/quantity';
import { ContainerRole } from '../../../model/container-role';
import type { PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

const POD_LEVEL_SINCE = '1.34';

/** What asks for resources by itself: a container, or the pod for all of them. */
interface Asker {
  readonly name: string;
  /** JSON Pointer of its resources. */
  readonly path: string;
  readonly resources: any;
}

/** What a LimitRange fills in is not counted: the class of a pod should not depend on the namespace that it lands in. */
export const rule = defineRule({
  id: 'requests-not-equal-limits',
  category: 'resources',
  title: 'Pods get what they may use, and are the last to be evicted',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/#guaranteed'],
  equivalents: {
    kubeScore: ['container-memory-requests-equal-limits', 'container-cpu-requests-equal-limits'],
    kyverno: ['require-qos-guaranteed', 'memory-requests-equal-limits'],
  },
  visit: {
    podTemplate(pod, { report, target: { kubernetesVersion } }) {
      for (const { name, path, resources } of askersOf(pod, kubernetesVersion)) {
        for (const resource of ['cpu', 'memory']) {
          const limit = resources?.limits?.[resource] ?? undefined;
          const request = resources?.requests?.[resource] ?? limit; // the API server fills it in
          if (limit !== undefined && isEqual(request, limit)) continue;
          const [list, what] =
            limit === undefined ? ['limits', 'no limit'] : ['requests', 'a request that differs from its limit'];
          report({
            pointer: `${path}/${list}/${resource}`,
            message: `${name} has ${what} for ${resource}; set requests and limits to the same`,
          });
        }
      }
    },
  },
});

function askersOf(pod: PodTemplateView, kubernetesVersion: string): Asker[] {
  const own = pod.value('/resources');
  const isSet = [own?.limits, own?.requests].some((list) => Object.keys(list ?? {}).length > 0);
  if (isSet && atLeast(kubernetesVersion, POD_LEVEL_SINCE)) {
    return [{ name: 'the pod', path: `${pod.specPath}/resources`, resources: own }];
  }
  return pod.containers
    .filter(({ role }) => role !== ContainerRole.EPHEMERAL) // they take no resources
    .map((container) => ({
      name: `container "${container.name}"`,
      path: `${container.path}/resources`,
      resources: container.value('/resources'),
    }));
}

/** `0.5` and `500m` are the same; sums of thousandths are not quite, in floating point. */
function isEqual(request: unknown, limit: unknown): boolean {
  const [a, b] = [quantityOf(request), quantityOf(limit)];
  return a !== undefined && b !== undefined && b > 0 && Math.abs(a - b) <= b * 1e-9;
}
