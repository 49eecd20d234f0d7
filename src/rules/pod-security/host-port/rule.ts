import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

export const rule = defineRule({
  id: 'host-port',
  category: 'pod-security',
  impliedBy: ['host-network'],
  title: 'Containers open no ports on the node',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: [
    'NSA/CISA P4',
    'PSS baseline',
    'CIS 2.0.1 5.2.12',
    'CIS 1.12 5.2.12',
    'CIS 1.11 5.2.13',
    'OWASP K01:2022',
    'OWASP K01:2025',
  ],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0044', 'C-0204'],
    trivy: ['KSV-0024'],
    polaris: ['hostPortSet'],
    checkov: ['CKV_K8S_26'],
    kyverno: ['disallow-host-ports', 'disallow-host-ports-range'],
  },
  podSecurity: { check: 'hostPorts', level: PodSecurityLevel.BASELINE },
  visit: {
    container(container, { report }) {
      const ports: any[] = container.value('/ports') ?? [];
      ports.forEach(({ hostPort }, index) => {
        if ((hostPort ?? 0) === 0) return; // 0 means unset
        const pointer = `${container.path}/ports/${index}/hostPort`;
        report({
          pointer,
          message: `container "${container.name}" opens port "${hostPort}" on the node; remove hostPort`,
          fix: container.pod.manifest.patchAway(pointer),
        });
      });
    },
  },
});
