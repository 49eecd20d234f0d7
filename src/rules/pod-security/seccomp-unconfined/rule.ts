import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { ContainerView, PodTemplateView } from '../../../model/manifest';
import { annotationOf, annotationPointer, isConfined, SECCOMP_PROFILE, toRuntimeDefault } from '../../shared/seccomp';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

/** Fields are judged since 1.19, annotations before; never both, as in the admission library. */
export const rule = defineRule({
  id: 'seccomp-unconfined',
  category: 'pod-security',
  title: 'Pods do not disable seccomp',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: [
    'NSA/CISA P4',
    'NSA/CISA P6',
    'PSS baseline',
    'CIS 2.0.1 5.6.2',
    'CIS 1.12 5.6.2',
    'OWASP K01:2022',
    'OWASP K01:2025',
  ],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    trivy: ['KSV-0104'],
    polaris: ['linuxHardening'],
    checkov: ['CKV_K8S_31'],
    kyverno: ['restrict-seccomp'],
  },
  podSecurity: {
    check: 'seccompProfile_baseline',
    level: PodSecurityLevel.BASELINE,
    replacedInRestrictedSince: '1.19',
  },
  visit: {
    podTemplate: (pod, visit) => judge('pod', pod, pod, visit),
    container: (container, visit) => judge(`container "${container.name}"`, container, container.pod, visit),
  },
});

function judge(
  who: string,
  subject: PodTemplateView | ContainerView,
  pod: PodTemplateView,
  { report, target }: VisitorContext,
): void {
  if (atLeast(target.kubernetesVersion, '1.19')) {
    const profile = subject.value(SECCOMP_PROFILE) ?? undefined;
    if (profile === undefined || isConfined(profile)) return;
    const pointer = `${'specPath' in subject ? subject.specPath : subject.path}${SECCOMP_PROFILE}`;
    report({
      pointer: `${pointer}/type`,
      message: `${who} has seccomp profile "${profile.type ?? ''}"; set seccompProfile.type to "RuntimeDefault"`,
      fix: pod.isWindows ? pod.manifest.patchAway(pointer) : toRuntimeDefault(subject),
    });
    return;
  }
  const name = annotationOf(subject);
  if (!Object.hasOwn(pod.annotations, name)) return;
  const profile = pod.annotations[name] ?? ''; // the API server reads null as an empty string
  if (['runtime/default', 'docker/default'].includes(profile) || profile.startsWith('localhost/')) return;
  const pointer = annotationPointer(pod, name);
  const message = `${who} has seccomp profile "${profile}"; remove annotation "${name}", or set it to "runtime/default"`;
  report({ pointer, message, fix: pod.manifest.patchAway(pointer) });
}
