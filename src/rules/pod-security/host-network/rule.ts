import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { PodTemplateView } from '../../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

const HOST_PROCESS = '/securityContext/windowsOptions/hostProcess';

export const rule = defineRule({
  id: 'host-network',
  category: 'pod-security',
  title: 'Pods do not use the network of the node',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'CIS 2.0.1 5.2.5', 'CIS 1.12 5.2.5', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0041', 'C-0216', 'C-0196'],
    kubeLinter: ['host-network'],
    trivy: ['KSV-0009'],
    polaris: ['hostNetworkSet'],
    checkov: ['CKV_K8S_19'],
    kyverno: ['disallow-host-namespaces'],
  },
  podSecurity: { check: 'hostNamespaces', level: PodSecurityLevel.BASELINE },
  visit: {
    podTemplate(pod, { report }) {
      if (pod.value('/hostNetwork') !== true) return;
      const pointer = `${pod.specPath}/hostNetwork`;
      report({
        pointer,
        message: 'pod uses the network of the node, where no NetworkPolicy applies to it; remove hostNetwork',
        fix: hasHostProcess(pod) ? undefined : pod.manifest.patchAway(pointer),
      });
    },
  },
});

/** The API server refuses Windows HostProcess containers without hostNetwork, so they must be removed first. */
function hasHostProcess(pod: PodTemplateView): boolean {
  return pod.containers.some((container) => container.value(HOST_PROCESS) ?? pod.value(HOST_PROCESS) ?? false);
}
