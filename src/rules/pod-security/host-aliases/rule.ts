import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'host-aliases',
  category: 'pod-security',
  title: 'Pods resolve host names only with DNS',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA N2', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/'],
  equivalents: {
    trivy: ['KSV-0007'],
  },
  visit: {
    podTemplate(pod, { report }) {
      const aliases: any[] = pod.value('/hostAliases') ?? [];
      aliases.forEach(({ ip, hostnames }, index) => {
        const names = ((hostnames ?? []) as string[]).map((name) => `"${name}"`).join(', ');
        report({
          pointer: `${pod.specPath}/hostAliases/${index}`,
          message: `pod resolves ${names || 'names'} to "${ip ?? ''}" without DNS; remove it from hostAliases`,
        });
      });
    },
  },
});
