import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

/** Each of these gives rights outside the container: in the kernel, or on the node's devices, network, files or audit. */
export const DANGEROUS = new Set(
  `ALL AUDIT_CONTROL BPF CHECKPOINT_RESTORE DAC_READ_SEARCH MAC_ADMIN MAC_OVERRIDE NET_ADMIN NET_RAW PERFMON SYSLOG
  SYS_ADMIN SYS_BOOT SYS_MODULE SYS_PTRACE SYS_RAWIO SYS_TIME`.split(/\s+/),
);
const ADD = '/securityContext/capabilities/add';

export const rule = defineRule({
  id: 'dangerous-capability',
  category: 'pod-security',
  title: 'Containers add no capabilities that give rights outside the container',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, POD_SECURITY_BASELINE, 'https://man7.org/linux/man-pages/man7/capabilities.7.html'],
  equivalents: {
    kubescape: ['C-0046', 'C-0057 (SYS_ADMIN)'],
    kubeLinter: ['privilege-escalation-container (SYS_ADMIN)'],
    trivy: ['KSV-0005', 'KSV-0119', 'KSV-0120'],
    polaris: ['dangerousCapabilities'],
    checkov: ['CKV_K8S_39'],
    kyverno: ['disallow-capabilities'],
  },
  visit: {
    container(container, { report }) {
      const added: string[] = container.value(ADD) ?? [];
      const bad = added.filter(isDangerous);
      if (bad.length === 0) return;
      const kept = added.filter((name) => !isDangerous(name));
      const pointer = `${container.path}${ADD}`;
      const { isWindows, manifest } = container.pod;
      const away = isWindows ? `${container.path}/securityContext/capabilities` : pointer; // Windows has no capabilities
      const names = bad.map((name) => `"${name}"`).join(', ');
      report({
        pointer,
        message: `container "${container.name}" adds ${names}, which gives rights outside the container; remove it from capabilities.add`,
        fix: kept.length > 0 && !isWindows ? container.patchTo(ADD, kept) : manifest.patchAway(away),
      });
    },
  },
});

/** Runtimes accept added names in any case, and with or without `CAP_`; every accepted form counts. */
function isDangerous(name: string): boolean {
  return DANGEROUS.has(name.toUpperCase().replace(/^CAP_/, ''));
}
