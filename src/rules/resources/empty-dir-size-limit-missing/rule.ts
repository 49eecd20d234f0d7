import { isLimited } from '../../../analysis/workloads/resources';
import { volumeSources } from '../../../analysis/workloads/volumes';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { quantityOf } from '../../../kubernetes/quantity';
import type { PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'empty-dir-size-limit-missing',
  category: 'resources',
  title: 'Scratch volumes have a size limit',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE],
  equivalents: {
    kyverno: ['require-emptydir-requests-and-limits', 'add-emptydir-sizelimit'],
  },
  visit: {
    podTemplate(pod, visit) {
      const volumes: any[] = pod.value('/volumes') ?? [];
      volumes.forEach((volume, index) => {
        if (!volumeSources(volume).includes('emptyDir') || isBounded(volume, pod, visit)) return;
        visit.report({
          pointer: `${pod.specPath}/volumes/${index}/emptyDir/sizeLimit`,
          message: `volume "${volume.name}" may fill the node's disk or memory; set emptyDir.sizeLimit`,
        });
      });
    },
  },
});

/**
 * By its own size limit, or by the limit of each container that mounts it: memory for a memory volume, else disk. A volume
 * that no container mounts stays empty.
 */
function isBounded(volume: any, pod: PodTemplateView, context: VisitorContext): boolean {
  const { sizeLimit, medium } = volume.emptyDir ?? {};
  if ((quantityOf(sizeLimit) ?? 0) > 0) return true; // 0 limits nothing
  if (medium?.startsWith('HugePages')) return true; // only containers that limit their huge pages can mount it
  const resource = medium === 'Memory' ? 'memory' : 'ephemeral-storage';
  const users = pod.containers.filter((container) =>
    (container.value('/volumeMounts') ?? []).some((mount: any) => mount.name === volume.name),
  );
  return users.every((container) => isLimited(container, resource, context));
}
