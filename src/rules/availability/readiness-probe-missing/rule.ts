import { containersOn, servicesBefore, staysBesideOthers } from '../../../analysis/network/services';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ContainerView, PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { objectsIn } from '../../../model/pod-index';
import { isLongRunning, probeOf } from '../../shared/probes';
import { PROBES_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'readiness-probe-missing',
  category: 'availability',
  title: 'Services send requests only to containers that can answer',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [PROBES_GUIDE],
  equivalents: {
    kubescape: ['C-0018'],
    kubeLinter: ['no-readiness-probe'],
    polaris: ['readinessProbeMissing'],
    kubeScore: ['pod-probes'],
    checkov: ['CKV_K8S_9'],
    kyverno: ['require-pod-probes'],
  },
  visit: {
    podTemplate(pod, { all, report }) {
      if (!isLongRunning(pod)) return;
      for (const container of answering(pod, all)) {
        if (probeOf(container, 'readinessProbe')) continue;
        report({
          pointer: `${container.path}/readinessProbe`,
          message: `container "${container.name}" gets requests before it can answer them; add a readinessProbe`,
        });
      }
    },
  },
});

/** The containers that list the target ports of the Services; if no container lists one, all containers. */
function answering(pod: PodTemplateView, all: ManifestSet): readonly ContainerView[] {
  const services = servicesBefore(pod, all);
  if (services.length === 0) return [];
  const ports = services.flatMap((service) => objectsIn(service.value('/spec/ports')));
  const open = new Set(
    ports.flatMap(({ port, targetPort, protocol }) => containersOn(pod, targetPort ?? port, protocol ?? 'TCP')),
  );
  return open.size > 0 ? [...open] : pod.containers.filter(staysBesideOthers);
}
