import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { quantityOf } from '../../../kubernetes/quantity';
import { ContainerRole } from '../../../model/container-role';
import type { PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

/** From then on, a pod with resources of its own is judged by these. */
export const POD_LEVEL_SINCE = '1.34';

/** A container, or the pod for all its containers, with its own resources. */
interface ResourceOwner {
  readonly name: string;
  /** JSON Pointer of its resources. */
  readonly path: string;
  readonly resources: any;
}

/** Defaults of a LimitRange do not count: the class of a pod should not depend on its namespace. */
export const rule = defineRule({
  id: 'requests-not-equal-limits',
  category: 'resources',
  impliedBy: ['memory-limit-missing', 'cpu-limit-missing', 'memory-request-missing', 'cpu-request-missing'],
  title: 'Pods have the QoS class Guaranteed',
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
      for (const { name, path, resources } of resourceOwners(pod, kubernetesVersion)) {
        for (const resource of ['cpu', 'memory']) {
          const limit = resources?.limits?.[resource] ?? undefined;
          const request = resources?.requests?.[resource] ?? limit; // the API server sets it
          if (limit !== undefined && isEqual(request, limit)) continue;
          const [list, what] =
            limit === undefined ? ['limits', 'no limit'] : ['requests', 'a request that differs from its limit'];
          report({
            pointer: `${path}/${list}/${resource}`,
            message: `${name} has ${what} for ${resource}; set its request and limit to the same value`,
          });
        }
      }
    },
  },
});

function resourceOwners(pod: PodTemplateView, kubernetesVersion: string): ResourceOwner[] {
  const own = pod.value('/resources');
  const isSet = [own?.limits, own?.requests].some((list) => Object.keys(list ?? {}).length > 0);
  if (isSet && atLeast(kubernetesVersion, POD_LEVEL_SINCE)) {
    return [{ name: 'pod', path: `${pod.specPath}/resources`, resources: own }];
  }
  return pod.containers
    .filter(({ role }) => role !== ContainerRole.EPHEMERAL) // they have no resources
    .map((container) => ({
      name: `container "${container.name}"`,
      path: `${container.path}/resources`,
      resources: container.value('/resources'),
    }));
}

/** `0.5` and `500m` are equal. The tolerance covers floating-point rounding. */
function isEqual(request: unknown, limit: unknown): boolean {
  const [a, b] = [quantityOf(request), quantityOf(limit)];
  return a !== undefined && b !== undefined && b > 0 && Math.abs(a - b) <= b * 1e-9;
}
