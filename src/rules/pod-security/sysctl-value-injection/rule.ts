import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CVE_2022_0811, NSA_GUIDE } from '../../shared/sources';

const SYSCTLS = '/securityContext/sysctls';

export const rule = defineRule({
  id: 'sysctl-value-injection',
  category: 'pod-security',
  title: 'Sysctl values contain no further sysctls',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [CVE_2022_0811, NSA_GUIDE],
  equivalents: {
    kyverno: ['prevent-cr8escape'],
  },
  visit: {
    podTemplate(pod, { report }) {
      const sysctls: any[] = pod.value(SYSCTLS) ?? [];
      const bad = sysctls.filter(isInjection);
      if (bad.length === 0) return;
      const pointer = `${pod.specPath}${SYSCTLS}`;
      const kept = sysctls.filter((sysctl) => !isInjection(sysctl));
      const names = bad.map(({ name }) => `"${name ?? ''}"`).join(', ');
      report({
        pointer,
        message: `value of sysctl ${names} contains "+" or "=", which can set other sysctls; remove it`,
        fix: kept.length > 0 ? pod.patchTo(SYSCTLS, kept) : pod.manifest.patchAway(pointer),
      });
    },
  },
});

/** CRI-O passed all sysctls to a helper process as `name=value+name=value`. */
function isInjection({ value }: any): boolean {
  return /[+=]/.test(value ?? '');
}
