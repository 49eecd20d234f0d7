import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { hostPathVolumes } from '../../shared/host-path';
import { HOST_PATH_VOLUMES, NSA_GUIDE } from '../../shared/sources';

/** No fix: host-path-volume turns the volume into an emptyDir, and a read-only emptyDir is useless. */
export const rule = defineRule({
  id: 'writable-host-path',
  category: 'volumes',
  impliedBy: [
    'container-runtime-socket-mount',
    'sensitive-host-path',
    'cloud-credentials-host-path',
    'host-path-volume',
  ],
  title: 'Containers cannot write to files on the node',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P2', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, HOST_PATH_VOLUMES],
  equivalents: {
    kubescape: ['C-0045'],
    kubeLinter: ['writable-host-mount'],
    kyverno: ['ensure-readonly-hostpath'],
  },
  visit: {
    container(container, { report }) {
      const mounts: any[] = container.value('/volumeMounts') ?? [];
      if (mounts.length === 0) return;
      const volumes = new Map(hostPathVolumes(container.pod).map((volume) => [volume.name, volume]));
      mounts.forEach(({ name, readOnly }, index) => {
        const volume = volumes.get(name);
        if (volume === undefined || readOnly === true) return;
        report({
          pointer: `${container.path}/volumeMounts/${index}/readOnly`,
          about: volume.pointer,
          message: `container "${container.name}" can write to "${volume.path}" on the node; set readOnly of the mount to true`,
        });
      });
    },
  },
});
