import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import { ENFORCE, isSystemNamespace, labelOf, labelPointer } from '../pod-security-labels';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_ADMISSION } from '../sources';

export const rule = defineRule({
  id: 'pss-enforce-not-restricted',
  title: 'Namespaces enforce the Pod Security level restricted',
  severity: Severity.LOW,
  profiles: ['nsa'],
  sources: ['NSA/CISA P4', 'CIS 5.2.6', 'CIS 5.2.7', 'CIS 5.2.9'],
  references: [POD_SECURITY_ADMISSION, NSA_GUIDE, CIS_BENCHMARK],
  since: '1.23',
  visit: {
    types: ['Namespace'],
    manifest(namespace, { report }) {
      if (labelOf(namespace, ENFORCE) !== 'baseline' || isSystemNamespace(namespace)) return;
      const pointer = labelPointer(ENFORCE);
      report({
        pointer,
        message: `namespace "${namespace.ref.name}" enforces the Pod Security level "baseline"; set label ${ENFORCE} to "restricted"`,
        fix: () => namespace.patchTo(pointer, 'restricted'),
      });
    },
  },
});
