import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { escapeSegment } from '../../../json/pointer';
import type { ContainerView, PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

const FIELD = '/securityContext/appArmorProfile';
export const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** Fields and annotations are both judged at every version, as the admission library does. */
export const rule = defineRule({
  id: 'apparmor-profile',
  category: 'pod-security',
  title: 'Pods do not disable AppArmor',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'NSA/CISA P6', 'PSS baseline', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE],
  equivalents: {
    trivy: ['KSV-0002 (annotation only)'],
    polaris: ['linuxHardening (annotation only)'],
    kyverno: ['restrict-apparmor-profiles (annotation only)', 'add-apparmor-annotations'],
  },
  podSecurity: { check: 'appArmorProfile', level: PodSecurityLevel.BASELINE },
  visit: {
    podTemplate(pod, visit) {
      judge('pod', pod.specPath, pod, visit);
      for (const [name, value] of Object.entries(pod.annotations)) {
        const profile = value ?? ''; // the API server reads null as an empty string
        if (!name.startsWith(ANNOTATION) || isAllowed(profile)) continue;
        const pointer = `${pod.path}/metadata/annotations/${escapeSegment(name)}`;
        visit.report({
          pointer,
          message: `container "${name.slice(ANNOTATION.length)}" has AppArmor profile "${profile}"; remove annotation "${name}"`,
          fix: pod.manifest.patchAway(pointer),
        });
      }
    },
    container: (container, visit) => judge(`container "${container.name}"`, container.path, container, visit),
  },
});

function judge(who: string, path: string, subject: PodTemplateView | ContainerView, { report }: VisitorContext): void {
  const profile = subject.value(FIELD) ?? undefined;
  if (profile === undefined || profile.type === 'RuntimeDefault' || profile.type === 'Localhost') return;
  const { manifest } = 'pod' in subject ? subject.pod : subject;
  // A version without the field does not say what it may hold.
  const type = typeof profile.type === 'object' ? JSON.stringify(profile.type) : profile.type;
  const message = `${who} has AppArmor profile "${type ?? ''}"; remove appArmorProfile, or set its type to "RuntimeDefault"`;
  report({ pointer: `${path}${FIELD}/type`, message, fix: manifest.patchAway(`${path}${FIELD}`) });
}

function isAllowed(profile: string): boolean {
  return profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/');
}
