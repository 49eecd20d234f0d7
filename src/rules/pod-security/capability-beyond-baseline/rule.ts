import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { BASELINE_CAPABILITIES } from '../../shared/baseline-capabilities';
import { NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

const ADD = '/securityContext/capabilities/add';

export const rule = defineRule({
  id: 'capability-beyond-baseline',
  category: 'pod-security',
  impliedBy: ['dangerous-capability'],
  title: "Containers add no capabilities beyond the runtime's default set",
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'CIS 1.11 5.2.9', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0046', 'C-0219', 'C-0200'],
    trivy: ['KSV-0022 (any add)'],
    polaris: ['dangerousCapabilities (3 caps)'],
    checkov: ['CKV_K8S_25'],
    kyverno: ['disallow-capabilities'],
  },
  podSecurity: {
    check: 'capabilities_baseline',
    level: PodSecurityLevel.BASELINE,
    replacedInRestrictedSince: '1.22',
  },
  visit: {
    container(container, { report }) {
      const added: string[] = container.value(ADD) ?? [];
      const bad = added.filter((name) => !BASELINE_CAPABILITIES.has(name));
      if (bad.length === 0) return;
      const { isWindows, manifest } = container.pod;
      const kept = added.filter((name) => BASELINE_CAPABILITIES.has(name));
      const away = `${container.path}${isWindows ? '/securityContext/capabilities' : ADD}`; // Windows has no capabilities
      report({
        pointer: `${container.path}${ADD}`,
        message: `container "${container.name}" adds ${bad.map((name) => `"${name}"`).join(', ')}; remove all but the default set from capabilities.add`,
        fix: kept.length > 0 && !isWindows ? container.patchTo(ADD, kept) : manifest.patchAway(away),
      });
    },
  },
});
