import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

/** An unmounted volume counts too: a container that is added later may mount it. */
export const rule = defineRule({
  id: 'host-path-volume',
  category: 'volumes',
  impliedBy: ['container-runtime-socket-mount', 'sensitive-host-path', 'cloud-credentials-host-path'],
  title: 'Pods have no access to files on the node',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: [
    'NSA/CISA P4',
    'PSS baseline',
    'CIS 2.0.1 5.2.11',
    'CIS 1.12 5.2.11',
    'CIS 1.11 5.2.12',
    'OWASP K01:2022',
    'OWASP K01:2025',
  ],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0048', 'C-0203'],
    kubeLinter: ['sensitive-host-mounts (partly)'],
    trivy: ['KSV-0023'],
    polaris: ['hostPathSet'],
    kyverno: ['disallow-host-path', 'limit-hostpath-vols', 'remove-hostpath-volumes'],
  },
  podSecurity: { check: 'hostPathVolumes', level: PodSecurityLevel.BASELINE, replacedInRestrictedSince: '1.0' },
  visit: {
    podTemplate(pod, { report }) {
      const volumes: any[] = pod.value('/volumes') ?? [];
      volumes.forEach(({ name, hostPath }, index) => {
        if (hostPath === undefined || hostPath === null) return;
        report({
          pointer: `${pod.specPath}/volumes/${index}/hostPath`,
          message: `volume "${name ?? ''}" gives access to "${hostPath.path ?? ''}" on the node; use an emptyDir or a PersistentVolumeClaim`,
          fix: pod.patchTo(`/volumes/${index}`, { name: name ?? '', emptyDir: {} }),
        });
      });
    },
  },
});
