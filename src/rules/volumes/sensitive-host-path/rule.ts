import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { holds, hostPathVolumes, overlap, pathSegments } from '../../shared/host-path';
import { HOST_PATH_VOLUMES, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

/** Directories of the operating system, the kubelet and the runtime, and the home directories of users. */
export const SENSITIVE = `/bin /boot /dev /etc /home /lib /lib64 /opt/cni /proc /root /run /sbin /sys /usr /var/log
  /var/lib/containerd /var/lib/containers /var/lib/crio /var/lib/docker /var/lib/etcd /var/lib/kubelet
  /var/lib/rancher`
  .split(/\s+/)
  .map(pathSegments);
/** A time zone file does not help to take over a node; host-path-volume reports these as well. */
export const HARMLESS = ['/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo'].map(pathSegments);

export const rule = defineRule({
  id: 'sensitive-host-path',
  category: 'volumes',
  impliedBy: ['container-runtime-socket-mount'],
  title: 'Pods have no access to system directories on the node',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, POD_SECURITY_BASELINE, HOST_PATH_VOLUMES],
  equivalents: {
    kubescape: ['C-0048'],
    kubeLinter: ['sensitive-host-mounts'],
    trivy: ['KSV-0121'],
    polaris: ['hostPathSet'],
    kyverno: ['disallow-host-path'],
  },
  visit: {
    podTemplate(pod, { report }) {
      for (const { name, path, pointer, segments } of hostPathVolumes(pod)) {
        if (!SENSITIVE.some((place) => overlap(place, segments))) continue;
        if (HARMLESS.some((place) => holds(place, segments))) continue;
        report({
          pointer,
          message: `volume "${name}" gives access to "${path}", which belongs to the node's system; use an emptyDir, a PersistentVolumeClaim or a path with only this application's data`,
        });
      }
    },
  },
});
