import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

export const rule = defineRule({
  id: 'privileged-container',
  category: 'pod-security',
  title: 'Containers are not privileged',
  severity: Severity.CRITICAL,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'CIS 2.0.1 5.2.2', 'CIS 1.12 5.2.2', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0057', 'C-0213', 'C-0211'],
    kubeLinter: ['privileged-container'],
    trivy: ['KSV-0017'],
    polaris: ['runAsPrivileged'],
    kubeScore: ['container-security-context-privileged'],
    checkov: ['CKV_K8S_16'],
    kyverno: ['disallow-privileged-containers'],
  },
  podSecurity: { check: 'privileged', level: PodSecurityLevel.BASELINE },
  visit: {
    container(container, { report }) {
      if (container.value('/securityContext/privileged') !== true) return;
      const { manifest } = container.pod;
      const pointer = `${container.path}/securityContext/privileged`;
      const mounts: any[] = container.value('/volumeMounts') ?? [];
      const twoWay = mounts.flatMap(({ mountPropagation }, index) =>
        mountPropagation === 'Bidirectional' // which the API server allows only in privileged containers
          ? manifest.patchAway(`${container.path}/volumeMounts/${index}/mountPropagation`)
          : [],
      );
      report({
        pointer,
        message: `container "${container.name}" is privileged, which makes it root on the node; remove privileged`,
        fix: [...manifest.patchAway(pointer), ...twoWay],
      });
    },
  },
});
