import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import {
  ENFORCE,
  ENFORCE_VERSION,
  isSystemNamespace,
  LEVELS,
  labelOf,
  labelPointer,
} from '../../shared/pod-security-labels';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

export const rule = defineRule({
  id: 'pss-enforce-missing',
  category: 'namespaces',
  title: 'Namespaces enforce a level of the Pod Security Standards',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'CIS 2.0.1 5.2.1', 'CIS 1.12 5.2.1', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [POD_SECURITY_ADMISSION, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0192', 'C-0068'],
    kyverno: ['add-psa-labels', 'add-psa-namespace-reporting'],
  },
  since: '1.23',
  visit: {
    types: ['Namespace'],
    manifest(namespace, { report, target }) {
      const level = labelOf(namespace, ENFORCE);
      if (level !== undefined && LEVELS.includes(level)) return;
      const pointer = labelPointer(ENFORCE);
      const versionPointer = labelPointer(ENFORCE_VERSION);
      const isPinned = labelOf(namespace, ENFORCE_VERSION) !== undefined;
      const isSystem = isSystemNamespace(namespace); // its pods may need more than restricted allows: a person must decide
      const what = level === undefined ? 'no Pod Security level' : `the unknown Pod Security level "${level}"`;
      const wanted = isSystem ? 'the level that its pods keep' : '"restricted"';
      report({
        pointer,
        message: `namespace "${namespace.objectRef.name}" enforces ${what}; set label ${ENFORCE} to ${wanted}`,
        fix: isSystem
          ? []
          : [
              ...namespace.patchTo(pointer, 'restricted'),
              ...(isPinned ? [] : namespace.patchTo(versionPointer, `v${target.kubernetesVersion}`)),
            ],
      });
    },
  },
});
