import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, SECURITY_CONTEXT } from '../../shared/sources';

const FS_GROUP = '/securityContext/fsGroup';
const GROUPS = '/securityContext/supplementalGroups';

export const rule = defineRule({
  id: 'root-supplemental-group',
  category: 'pod-security',
  title: 'Pods do not add the root group',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, SECURITY_CONTEXT],
  equivalents: {
    kubescape: ['C-0211'],
    trivy: ['KSV-0116'],
    kyverno: ['require-non-root-groups', 'psp-check-supplemental-groups'],
  },
  visit: {
    podTemplate(pod, { report }) {
      if (pod.isWindows) return; // Windows has no numeric group ids
      if (pod.value(FS_GROUP) === 0) {
        const pointer = `${pod.specPath}${FS_GROUP}`;
        report({
          pointer,
          message: 'fsGroup is 0, the root group; remove it, or set another group',
          fix: pod.manifest.patchAway(pointer),
        });
      }
      const groups: number[] = pod.value(GROUPS) ?? [];
      const kept = groups.filter((group) => group !== 0);
      if (kept.length === groups.length) return;
      const pointer = `${pod.specPath}${GROUPS}`;
      report({
        pointer,
        message: 'supplementalGroups contains 0, the root group; remove it',
        fix: kept.length > 0 ? pod.patchTo(GROUPS, kept) : pod.manifest.patchAway(pointer),
      });
    },
  },
});
