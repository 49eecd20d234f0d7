import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel, type RuleContext } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { factsOf, imageUser } from '../../../images/facts';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { ContainerView, PodTemplateView } from '../../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

/** The pod and its containers are judged apart, as in the admission library: a pod with false is always refused. */
export const rule = defineRule({
  id: 'run-as-non-root',
  category: 'pod-security',
  impliedBy: ['run-as-root-user'],
  title: 'Containers run as a non-root user',
  severity: Severity.HIGH,
  profiles: ['restricted', 'nsa'],
  standards: ['NSA/CISA P1', 'PSS restricted', 'CIS 2.0.1 5.2.7', 'CIS 1.12 5.2.7', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_RESTRICTED, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0013', 'C-0218', 'C-0198'],
    kubeLinter: ['run-as-non-root'],
    trivy: ['KSV-0012'],
    polaris: ['runAsRootAllowed'],
    checkov: ['CKV_K8S_23'],
    kyverno: ['require-run-as-nonroot'],
  },
  podSecurity: { check: 'runAsNonRoot', level: PodSecurityLevel.RESTRICTED },
  visit: {
    podTemplate(pod, { report, target }) {
      if (isRelaxed(pod, target) || pod.value('/securityContext/runAsNonRoot') !== false) return;
      report({
        pointer: `${pod.specPath}/securityContext/runAsNonRoot`,
        message: 'pod may run as root; set runAsNonRoot to true',
        fix: pod.patchTo('/securityContext/runAsNonRoot', true),
      });
    },
    container(container, { report, target }) {
      const own = container.value('/securityContext/runAsNonRoot') ?? undefined;
      const podSays = container.pod.value('/securityContext/runAsNonRoot');
      if (isRelaxed(container.pod, target) || own === true || (own === undefined && podSays === true)) return;
      if (own === undefined && podSays === false) return; // reported once, on the pod
      report({
        pointer: `${container.path}/securityContext/runAsNonRoot`,
        message: `container "${container.name}" ${whatOfRoot(container)}`,
        fix: (own === undefined ? container.pod : container).patchTo('/securityContext/runAsNonRoot', true),
      });
    },
  },
});

/** Says how a container may run as root: what is known of its image counts where the manifest names no user. */
function whatOfRoot(container: ContainerView): string {
  const facts = container.effective('runAsUser') === undefined ? factsOf(container) : undefined;
  const { id, name } = facts ? imageUser(facts) : {};
  if (id === 0) return 'runs as root, the user of its image; set runAsUser to another user, and runAsNonRoot to true';
  if (name !== undefined)
    return `runs as user "${name}" of its image, which may be root; set runAsUser to its number, and runAsNonRoot to true`;
  return 'may run as root; set runAsNonRoot to true';
}

/** Root in a user namespace has no rights outside it. */
function isRelaxed(pod: PodTemplateView, target: RuleContext): boolean {
  return pod.hasUserNamespace && atLeast(target.kubernetesVersion, '1.35');
}
