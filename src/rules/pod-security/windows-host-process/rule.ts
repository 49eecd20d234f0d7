import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import type { ContainerView, PodTemplateView } from '../../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

const FIELD = '/securityContext/windowsOptions/hostProcess';

export const rule = defineRule({
  id: 'windows-host-process',
  category: 'pod-security',
  title: 'Windows containers are not HostProcess containers',
  severity: Severity.CRITICAL,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: [
    'NSA/CISA P4',
    'PSS baseline',
    'CIS 2.0.1 5.2.10',
    'CIS 1.12 5.2.10',
    'CIS 1.11 5.2.11',
    'OWASP K01:2022',
    'OWASP K01:2025',
  ],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0211', 'C-0202'],
    trivy: ['KSV-0103'],
    polaris: ['hostProcess'],
    kyverno: ['disallow-host-process'],
  },
  podSecurity: { check: 'windowsHostProcess', level: PodSecurityLevel.BASELINE },
  visit: {
    podTemplate: (pod, visit) => judge('pod', pod.specPath, pod, visit),
    container: (container, visit) => judge(`container "${container.name}"`, container.path, container, visit),
  },
});

function judge(who: string, path: string, subject: PodTemplateView | ContainerView, { report }: VisitorContext): void {
  if (subject.value(FIELD) !== true) return;
  const { manifest } = 'pod' in subject ? subject.pod : subject;
  const pointer = `${path}${FIELD}`;
  const message = `${who} runs as a process on the Windows node; remove hostProcess`;
  report({ pointer, message, fix: manifest.patchAway(pointer) });
}
