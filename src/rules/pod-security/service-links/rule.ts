import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'service-links',
  category: 'pod-security',
  title: 'Pods do not get the addresses of all services as environment variables',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NSA_GUIDE],
  equivalents: {
    kyverno: ['disable-service-discovery'],
  },
  visit: {
    podTemplate(pod, { report }) {
      if (pod.value('/enableServiceLinks') === false) return;
      report({
        pointer: `${pod.specPath}/enableServiceLinks`,
        message:
          'pod gets the addresses of all services of its namespace as environment variables; set enableServiceLinks to false',
        fix: pod.patchTo('/enableServiceLinks', false),
      });
    },
  },
});
