import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel, type RuleContext } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { PodTemplateView } from '../../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

const USER = '/securityContext/runAsUser';

/** The pod and its containers are judged apart, as in the admission library: a pod with 0 is always refused. */
export const rule = defineRule({
  id: 'run-as-root-user',
  category: 'pod-security',
  title: 'Pods and containers do not set runAsUser to 0',
  severity: Severity.HIGH,
  profiles: ['restricted', 'nsa'],
  standards: ['NSA/CISA P1', 'PSS restricted', 'CIS 2.0.1 5.2.7', 'CIS 1.12 5.2.7', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_RESTRICTED, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0013'],
    kubeLinter: ['run-as-non-root'],
    trivy: ['KSV-0105'],
    polaris: ['runAsRootAllowed'],
    kubeScore: ['container-security-context-user-group-id'],
    checkov: ['CKV_K8S_23'],
    kyverno: ['require-run-as-non-root-user'],
  },
  podSecurity: { check: 'runAsUser', level: PodSecurityLevel.RESTRICTED, since: '1.23' },
  visit: {
    podTemplate(pod, { report, target }) {
      if (isRelaxed(pod, target) || pod.value(USER) !== 0) return;
      const pointer = `${pod.specPath}${USER}`;
      const message = 'pod runs as user 0; remove runAsUser, or set it to a non-root user';
      report({ pointer, message, fix: pod.manifest.patchAway(pointer) });
    },
    container(container, { report, target }) {
      if (isRelaxed(container.pod, target) || container.value(USER) !== 0) return;
      const pointer = `${container.path}${USER}`;
      const message = `container "${container.name}" runs as user 0; remove runAsUser, or set it to a non-root user`;
      report({ pointer, message, fix: container.pod.manifest.patchAway(pointer) });
    },
  },
});

/** Root in a user namespace has no rights outside it. */
function isRelaxed(pod: PodTemplateView, target: RuleContext): boolean {
  return pod.hasUserNamespace && atLeast(target.kubernetesVersion, '1.35');
}
