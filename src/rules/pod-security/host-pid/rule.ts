import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

export const rule = defineRule({
  id: 'host-pid',
  category: 'pod-security',
  title: "Pods do not see the node's processes",
  severity: Severity.CRITICAL,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'CIS 2.0.1 5.2.3', 'CIS 1.12 5.2.3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0038', 'C-0275', 'C-0214'],
    kubeLinter: ['host-pid'],
    trivy: ['KSV-0010'],
    polaris: ['hostPIDSet'],
    checkov: ['CKV_K8S_17'],
    kyverno: ['disallow-host-namespaces'],
  },
  podSecurity: { check: 'hostNamespaces', level: PodSecurityLevel.BASELINE },
  visit: {
    podTemplate(pod, { report }) {
      if (pod.value('/hostPID') !== true) return;
      const pointer = `${pod.specPath}/hostPID`;
      report({
        pointer,
        message: 'pod shares the process namespace of the node; remove hostPID',
        fix: pod.manifest.patchAway(pointer),
      });
    },
  },
});
