import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { ContainerView, PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

const OPTIONS = '/securityContext/seLinuxOptions';

/** The types that confine a container, with the first version of the standard that allows them. */
export const TYPES = new Map([
  ['container_t', '1.0'],
  ['container_init_t', '1.0'],
  ['container_kvm_t', '1.0'],
  ['container_engine_t', '1.31'],
]);

export const rule = defineRule({
  id: 'selinux-options',
  category: 'pod-security',
  title: 'Pods do not weaken SELinux confinement',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'NSA/CISA P6', 'PSS baseline', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0211 (demands it be set)'],
    trivy: ['KSV-0025'],
    polaris: ['linuxHardening'],
    kyverno: ['disallow-selinux'],
  },
  podSecurity: { check: 'seLinuxOptions', level: PodSecurityLevel.BASELINE },
  visit: {
    podTemplate: (pod, visit) => judge('pod', pod.specPath, pod, visit),
    container: (container, visit) => judge(`container "${container.name}"`, container.path, container, visit),
  },
});

function judge(
  who: string,
  path: string,
  subject: PodTemplateView | ContainerView,
  { report, target }: VisitorContext,
): void {
  const { isWindows, manifest } = 'pod' in subject ? subject.pod : subject;
  const options = subject.value(OPTIONS);
  for (const field of ['user', 'role', 'type']) {
    const value = options?.[field] ?? '';
    if (value === '') continue;
    const since = field === 'type' ? TYPES.get(value) : undefined;
    if (since !== undefined && atLeast(target.kubernetesVersion, since)) continue;
    const pointer = `${path}${OPTIONS}/${field}`;
    report({
      pointer,
      message: `${who} sets SELinux ${field} "${value}"; remove ${field} from seLinuxOptions`,
      fix: manifest.patchAway(isWindows ? `${path}${OPTIONS}` : pointer), // Windows has no SELinux options
    });
  }
}
