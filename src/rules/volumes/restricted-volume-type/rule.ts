import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { volumeSources } from '../../../kubernetes/shape';
import { NSA_GUIDE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

const ALLOWED = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** The API server turns a volume without a source into an emptyDir; the standard requires a written source. */
export const rule = defineRule({
  id: 'restricted-volume-type',
  category: 'volumes',
  title: 'Volumes have a type that the restricted level allows',
  severity: Severity.MEDIUM,
  profiles: ['restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS restricted', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_RESTRICTED, NSA_GUIDE],
  equivalents: {
    trivy: ['KSV-0028'],
    kyverno: ['restrict-volume-types'],
  },
  podSecurity: { check: 'restrictedVolumes', level: PodSecurityLevel.RESTRICTED },
  visit: {
    podTemplate(pod, { report }) {
      const volumes: any[] = pod.value('/volumes') ?? [];
      volumes.forEach((volume, index) => {
        const [source] = volumeSources(volume);
        if (source !== undefined && ALLOWED.has(source)) return;
        const at = `/volumes/${index}`;
        const name = volume.name ?? '';
        const pointer = `${pod.specPath}${at}`;
        if (source === undefined) {
          const message = `volume "${name}" has no source; set one, for example emptyDir`;
          report({ pointer, message, fix: pod.patchTo(`${at}/emptyDir`, {}) });
        } else {
          const message = `volume "${name}" is of type "${source}"; use a PersistentVolumeClaim, an emptyDir or another allowed type`;
          report({ pointer, message, fix: pod.patchTo(at, { name, emptyDir: {} }) });
        }
      });
    },
  },
});
