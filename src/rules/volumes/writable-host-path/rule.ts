import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { hostPathVolumes } from '../../shared/host-path';
import { HOST_PATH_VOLUMES, NSA_GUIDE } from '../../shared/sources';

/** No fix: host-path-volume turns the volume into an emptyDir, and a read-only emptyDir is useless. */
export const rule = defineRule({
  id: 'writable-host-path',
  category: 'volumes',
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
      const paths = new Map(hostPathVolumes(container.pod).map(({ name, path }) => [name, path]));
      mounts.forEach(({ name, readOnly }, index) => {
        const path = paths.get(name);
        if (path === undefined || readOnly === true) return;
        report({
          pointer: `${container.path}/volumeMounts/${index}/readOnly`,
          message: `container "${container.name}" can write to "${path}" on the node; set readOnly of the mount to true`,
        });
      });
    },
  },
});
