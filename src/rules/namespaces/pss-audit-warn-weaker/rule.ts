import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ENFORCE, LEVELS, labelOf, labelPointer } from '../../shared/pod-security-labels';
import { NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

export const rule = defineRule({
  id: 'pss-audit-warn-weaker',
  category: 'namespaces',
  impliedBy: ['pss-enforce-privileged', 'pss-enforce-missing'],
  title: 'Namespaces audit and warn at the level that they enforce',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P4', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [POD_SECURITY_ADMISSION, NSA_GUIDE],
  equivalents: {
    kyverno: ['add-psa-labels'],
  },
  since: '1.23',
  visit: {
    types: ['Namespace'],
    manifest(namespace, { report }) {
      const enforced = labelOf(namespace, ENFORCE);
      if (enforced === undefined || !LEVELS.includes(enforced)) return;
      for (const mode of ['audit', 'warn']) {
        const label = `pod-security.kubernetes.io/${mode}`;
        const level = labelOf(namespace, label);
        // https://github.com/kubernetes/pod-security-admission/blob/v0.37.2/api/helpers.go: if warn is absent, it equals enforce
        const actual = level ?? (mode === 'warn' ? enforced : 'privileged');
        if (LEVELS.indexOf(actual) >= LEVELS.indexOf(enforced)) continue;
        const pointer = labelPointer(label);
        const what = level === undefined ? 'no level' : `"${level}"`;
        report({
          pointer,
          message: `namespace "${namespace.objectRef.name}" enforces "${enforced}", but has ${what} for ${mode}; set label ${label} to "${enforced}"`,
          fix: namespace.patchTo(pointer, enforced),
        });
      }
    },
  },
});
