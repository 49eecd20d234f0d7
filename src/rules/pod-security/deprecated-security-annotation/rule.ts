import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

/** An annotation that a field replaced. A name that ends in a slash is followed by the name of a container. */
interface Old {
  readonly annotation: string;
  /** Below the security context. */
  readonly field: string;
  readonly deprecated: string;
  /** The first version that ignores it. */
  readonly dead?: string;
}

const SECCOMP = { field: 'seccompProfile', deprecated: '1.19', dead: '1.27' };
const SYSCTLS = { field: 'sysctls', deprecated: '1.11', dead: '1.11' };
/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/api/pod/warnings.go */
export const OLD: readonly Old[] = [
  { annotation: 'seccomp.security.alpha.kubernetes.io/pod', ...SECCOMP },
  { annotation: 'container.seccomp.security.alpha.kubernetes.io/', ...SECCOMP },
  { annotation: 'container.apparmor.security.beta.kubernetes.io/', field: 'appArmorProfile', deprecated: '1.30' },
  { annotation: 'security.alpha.kubernetes.io/sysctls', ...SYSCTLS },
  { annotation: 'security.alpha.kubernetes.io/unsafe-sysctls', ...SYSCTLS },
];

export const rule = defineRule({
  id: 'deprecated-security-annotation',
  category: 'pod-security',
  title: 'Security settings are fields, not annotations that Kubernetes ignores',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/reference/labels-annotations-taints/#seccomp-security-alpha-kubernetes-io-pod',
    NSA_GUIDE,
  ],
  equivalents: {
    trivy: ['KSV-0030', 'KSV-0002 (still trust them)'],
    polaris: ['linuxHardening (trusts)'],
    kubeScore: ['container-seccomp-profile (trusts)'],
  },
  visit: {
    podTemplate(pod, { report, target: { kubernetesVersion } }) {
      for (const name of Object.keys(pod.annotations)) {
        const old = OLD.find(({ annotation }) =>
          annotation.endsWith('/') ? name.startsWith(annotation) : name === annotation,
        );
        if (!old || !atLeast(kubernetesVersion, old.deprecated)) continue;
        const { annotation, field, deprecated, dead } = old;
        if (hasField(pod, field, annotation.endsWith('/') ? name.slice(annotation.length) : undefined)) continue;
        const isDead = dead !== undefined && atLeast(kubernetesVersion, dead);
        report({
          pointer: `${pod.path}/metadata/annotations/${escapeSegment(name)}`,
          message: `annotation "${name}" ${isDead ? `has no effect since ${dead}` : `is deprecated since ${deprecated}`}; use securityContext.${field}`,
          severity: isDead ? Severity.MEDIUM : Severity.LOW,
        });
      }
    },
  },
});

/** Whether a field is set as well; then the annotation is there for older clusters. */
function hasField(pod: PodTemplateView, field: string, containerName: string | undefined): boolean {
  const container = pod.containers.find(({ name }) => name === containerName);
  const value = container ? container.effective(field) : pod.value(`/securityContext/${field}`);
  return (value ?? undefined) !== undefined;
}
