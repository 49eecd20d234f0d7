import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ENFORCE, isSystemNamespace, labelOf, labelPointer } from '../../shared/pod-security-labels';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

export const rule = defineRule({
  id: 'pss-enforce-not-restricted',
  category: 'namespaces',
  impliedBy: ['pss-enforce-privileged'],
  title: 'Namespaces enforce the Pod Security level restricted',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: [
    'NSA/CISA P4',
    'CIS 2.0.1 5.2.6',
    'CIS 2.0.1 5.2.7',
    'CIS 2.0.1 5.2.9',
    'CIS 1.12 5.2.6',
    'CIS 1.12 5.2.7',
    'CIS 1.12 5.2.9',
    'OWASP K04:2022',
    'OWASP K04:2025',
  ],
  references: [POD_SECURITY_ADMISSION, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0197', 'C-0198', 'C-0200', 'C-0201'],
  },
  since: '1.23',
  visit: {
    types: ['Namespace'],
    manifest(namespace, { report }) {
      if (labelOf(namespace, ENFORCE) !== 'baseline' || isSystemNamespace(namespace)) return;
      const pointer = labelPointer(ENFORCE);
      report({
        pointer,
        message: `namespace "${namespace.objectRef.name}" enforces the Pod Security level "baseline"; set label ${ENFORCE} to "restricted"`,
        fix: namespace.patchTo(pointer, 'restricted'),
      });
    },
  },
});
