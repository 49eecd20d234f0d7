import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { NSA_GUIDE, POD_SECURITY_BASELINE, POD_SECURITY_RESTRICTED } from '../../shared/sources';

/** Two checks of the admission library: `procMount` at baseline, replaced by `procMount_restricted` since 1.35. */
export const rule = defineRule({
  id: 'proc-mount',
  category: 'pod-security',
  title: 'Containers use the default mask of /proc',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, POD_SECURITY_RESTRICTED, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0211'],
    kubeLinter: ['unsafe-proc-mount'],
    trivy: ['KSV-0027 (any value)'],
    polaris: ['procMount'],
    kyverno: ['disallow-proc-mount'],
  },
  podSecurity: { check: 'procMount', level: PodSecurityLevel.BASELINE },
  visit: {
    container(container, { report, target }) {
      const { hasUserNamespace, manifest } = container.pod;
      const isBaseline = target.podSecurityLevel === PodSecurityLevel.BASELINE;
      if (isBaseline && hasUserNamespace && atLeast(target.kubernetesVersion, '1.35')) return;
      const procMount = container.value('/securityContext/procMount') ?? undefined;
      if (procMount === undefined || procMount === 'Default') return;
      const pointer = `${container.path}/securityContext/procMount`;
      report({
        pointer,
        message: `container "${container.name}" has procMount "${procMount}"; remove procMount`,
        fix: manifest.patchAway(pointer),
      });
    },
  },
});
