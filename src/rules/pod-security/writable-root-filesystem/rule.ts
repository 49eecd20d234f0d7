import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'writable-root-filesystem',
  category: 'pod-security',
  title: 'Containers cannot write to their root file system',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P2', 'CIS 2.0.1 5.6.3', 'CIS 1.12 5.6.3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0017'],
    kubeLinter: ['no-read-only-root-fs'],
    trivy: ['KSV-0014'],
    polaris: ['notReadOnlyRootFilesystem'],
    kubeScore: ['container-security-context-readonlyrootfilesystem'],
    checkov: ['CKV_K8S_22'],
    kyverno: ['require-ro-rootfs'],
  },
  visit: {
    container(container, { report }) {
      if (container.pod.isWindows) return; // the API server refuses the field there
      const pointer = '/securityContext/readOnlyRootFilesystem';
      if (container.value(pointer) === true) return;
      report({
        pointer: `${container.path}${pointer}`,
        message: `container "${container.name}" can write to its root file system; set readOnlyRootFilesystem to true`,
        fix: container.patchTo(pointer, true),
      });
    },
  },
});
