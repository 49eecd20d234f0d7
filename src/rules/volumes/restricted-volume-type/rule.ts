import { volumeSources } from '../../../analysis/workloads/volumes';
import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

export const ALLOWED = new Set([
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

export const rule = defineRule({
  id: 'restricted-volume-type',
  category: 'volumes',
  impliedBy: [
    'container-runtime-socket-mount',
    'sensitive-host-path',
    'cloud-credentials-host-path',
    'host-path-volume',
    'git-repo-volume',
  ],
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
        const sources = volumeSources(volume).filter((each) => !ALLOWED.has(each));
        const [source] = sources;
        if (source === undefined) return;
        const name = volume.name ?? '';
        report({
          pointer: `${pod.specPath}/volumes/${index}`,
          message: `volume "${name}" is of type "${source}"; use a PersistentVolumeClaim, an emptyDir or another allowed type`,
          severity: sources.includes('hostPath') ? Severity.HIGH : undefined, // the baseline level forbids it too
          fix: pod.patchTo(`/volumes/${index}`, { name, emptyDir: {} }),
        });
      });
    },
  },
});
