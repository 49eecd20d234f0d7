import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { BASELINE_CAPABILITIES } from '../../shared/baseline-capabilities';
import { NSA_GUIDE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

const ADD = '/securityContext/capabilities/add';

export const rule = defineRule({
  id: 'capability-beyond-restricted',
  category: 'pod-security',
  impliedBy: ['dangerous-capability', 'capability-beyond-baseline'],
  title: 'Containers add no capability except NET_BIND_SERVICE',
  severity: Severity.MEDIUM,
  profiles: ['restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS restricted', 'CIS 1.11 5.2.9', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_RESTRICTED, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0219', 'C-0200'],
    trivy: ['KSV-0106', 'KSV-0022'],
    checkov: ['CKV_K8S_25'],
    kyverno: ['disallow-capabilities-strict', 'psp-restrict-adding-capabilities'],
  },
  podSecurity: { check: 'capabilities_restricted', level: PodSecurityLevel.RESTRICTED, since: '1.22' },
  visit: {
    container(container, { report, target }) {
      const { isWindows, manifest } = container.pod;
      if (isWindows && atLeast(target.kubernetesVersion, '1.25')) return;
      const added: string[] = container.value(ADD) ?? [];
      const bad = added.filter((name) => !isAllowed(name));
      if (bad.length === 0) return;
      const kept = added.filter(isAllowed);
      const away = `${container.path}${isWindows ? '/securityContext/capabilities' : ADD}`; // Windows has no capabilities
      report({
        pointer: `${container.path}${ADD}`,
        message: `container "${container.name}" adds ${bad.map((name) => `"${name}"`).join(', ')}; remove all but "NET_BIND_SERVICE" from capabilities.add`,
        severity: bad.every((name) => BASELINE_CAPABILITIES.has(name)) ? undefined : Severity.HIGH,
        fix: kept.length > 0 && !isWindows ? container.patchTo(ADD, kept) : manifest.patchAway(away),
      });
    },
  },
});

/** Exact match: the admission library does not accept "net_bind_service" or "CAP_NET_BIND_SERVICE". */
function isAllowed(name: string): boolean {
  return name === 'NET_BIND_SERVICE';
}
