import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'git-repo-volume',
  category: 'volumes',
  title: 'Pods use no gitRepo volumes',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'PSS restricted', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [
    NSA_GUIDE,
    'https://nvd.nist.gov/vuln/detail/CVE-2024-10220',
    'https://kubernetes.io/docs/concepts/storage/volumes/#gitrepo',
  ],
  equivalents: {
    trivy: ['KSV-0028'],
    kyverno: ['restrict-volume-types'],
  },
  visit: {
    podTemplate(pod, { report }) {
      const volumes: any[] = pod.value('/volumes') ?? [];
      volumes.forEach(({ name, gitRepo }, index) => {
        if (gitRepo === undefined || gitRepo === null) return;
        report({
          pointer: `${pod.specPath}/volumes/${index}/gitRepo`,
          message: `volume "${name ?? ''}" makes the node clone "${gitRepo.repository ?? ''}" as root; use an emptyDir and an init container that clones`,
        });
      });
    },
  },
});
