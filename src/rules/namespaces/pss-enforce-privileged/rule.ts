import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ENFORCE, isSystemNamespace, labelOf, labelPointer } from '../../shared/pod-security-labels';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

export const rule = defineRule({
  id: 'pss-enforce-privileged',
  category: 'namespaces',
  title: 'Namespaces do not enforce the Pod Security level privileged',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'CIS 2.0.1 5.2.1', 'CIS 1.12 5.2.1', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [POD_SECURITY_ADMISSION, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0193..C-0196', 'C-0199', 'C-0202..C-0204'],
    kyverno: ['deny-privileged-profile', 'add-privileged-existing-namespaces'],
  },
  since: '1.23',
  visit: {
    types: ['Namespace'],
    manifest(namespace, { report }) {
      if (labelOf(namespace, ENFORCE) !== 'privileged' || isSystemNamespace(namespace)) return;
      const pointer = labelPointer(ENFORCE);
      report({
        pointer,
        message: `namespace "${namespace.objectRef.name}" enforces the Pod Security level "privileged", which allows everything; set label ${ENFORCE} to "restricted"`,
        fix: namespace.patchTo(pointer, 'restricted'),
      });
    },
  },
});
