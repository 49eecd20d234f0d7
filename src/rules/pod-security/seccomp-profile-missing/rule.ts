import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel, type RuleContext } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Patch } from '../../../json/patch';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { ContainerView, PodTemplateView } from '../../../model/manifest';
import { isConfined, SECCOMP_PROFILE, toRuntimeDefault } from '../../shared/seccomp';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

/** The pod and its containers are judged apart, as in the admission library; a container inherits the pod's profile. */
export const rule = defineRule({
  id: 'seccomp-profile-missing',
  category: 'pod-security',
  title: 'Containers have a seccomp profile',
  severity: Severity.MEDIUM,
  profiles: ['restricted', 'nsa'],
  standards: [
    'NSA/CISA P4',
    'NSA/CISA P6',
    'PSS restricted',
    'CIS 2.0.1 5.6.2',
    'CIS 1.12 5.6.2',
    'CIS 1.10 5.7.2',
    'OWASP K01:2022',
    'OWASP K01:2025',
  ],
  references: [POD_SECURITY_RESTRICTED, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0055 (presence only)', 'C-0210 (RuntimeDefault only)', 'C-0211'],
    trivy: ['KSV-0030', 'KSV-0104'],
    polaris: ['linuxHardening (one of)'],
    kubeScore: ['container-seccomp-profile (optional)'],
    checkov: ['CKV_K8S_31'],
    kyverno: ['restrict-seccomp-strict'],
  },
  since: '1.19', // older versions have no such field
  podSecurity: { check: 'seccompProfile_restricted', level: PodSecurityLevel.RESTRICTED, since: '1.19' },
  visit: {
    podTemplate(pod, { report, target }) {
      const profile = pod.value(SECCOMP_PROFILE) ?? undefined;
      if (isExempt(pod, target) || profile === undefined || isConfined(profile)) return;
      report({
        pointer: `${pod.specPath}${SECCOMP_PROFILE}/type`,
        message: `pod has seccomp profile "${profile.type ?? ''}"; set seccompProfile.type to "RuntimeDefault"`,
        severity: Severity.HIGH, // the baseline level forbids it too
        fix: mend(pod),
      });
    },
    container(container, { report, target }) {
      const { pod, name, path } = container;
      if (isExempt(pod, target)) return;
      const own = container.value(SECCOMP_PROFILE) ?? undefined;
      if (own === undefined) {
        if ((pod.value(SECCOMP_PROFILE) ?? undefined) !== undefined) return; // judged on the pod
        report({
          pointer: `${path}${SECCOMP_PROFILE}`,
          message: `container "${name}" has no seccomp profile; set seccompProfile.type of the pod to "RuntimeDefault"`,
          fix: mend(pod),
        });
      } else if (!isConfined(own)) {
        report({
          pointer: `${path}${SECCOMP_PROFILE}/type`,
          message: `container "${name}" has seccomp profile "${own.type ?? ''}"; set seccompProfile.type to "RuntimeDefault"`,
          severity: Severity.HIGH,
          fix: mend(container),
        });
      }
    },
  },
});

function isExempt(pod: PodTemplateView, target: RuleContext): boolean {
  return pod.isWindows && atLeast(target.kubernetesVersion, '1.25');
}

/** Before 1.25 the standard asks Windows pods for a field that the API server refuses there, so they have no fix. */
function mend(subject: PodTemplateView | ContainerView): Patch[] | undefined {
  const { isWindows } = 'pod' in subject ? subject.pod : subject;
  return isWindows ? undefined : toRuntimeDefault(subject);
}
