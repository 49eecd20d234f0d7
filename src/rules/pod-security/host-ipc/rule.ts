import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

export const rule = defineRule({
  id: 'host-ipc',
  category: 'pod-security',
  title: "Pods do not share memory with the node's processes",
  severity: Severity.CRITICAL,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'CIS 2.0.1 5.2.4', 'CIS 1.12 5.2.4', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0038', 'C-0276', 'C-0215'],
    kubeLinter: ['host-ipc'],
    trivy: ['KSV-0008'],
    polaris: ['hostIPCSet'],
    checkov: ['CKV_K8S_18'],
    kyverno: ['disallow-host-namespaces'],
  },
  podSecurity: { check: 'hostNamespaces', level: PodSecurityLevel.BASELINE },
  visit: {
    podTemplate(pod, { report }) {
      if (pod.value('/hostIPC') !== true) return;
      const pointer = `${pod.specPath}/hostIPC`;
      report({
        pointer,
        message: 'pod shares the IPC namespace of the node; remove hostIPC',
        fix: pod.manifest.patchAway(pointer),
      });
    },
  },
});
