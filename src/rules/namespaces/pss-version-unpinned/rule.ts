import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { ENFORCE_VERSION, labelOf, labelPointer } from '../../shared/pod-security-labels';
import { NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

/** @see https://github.com/kubernetes/pod-security-admission/blob/v0.37.2/api/helpers.go */
export const PINNED = /^v1\.(\d|[1-9]\d+)$/;

export const rule = defineRule({
  id: 'pss-version-unpinned',
  category: 'namespaces',
  title: 'Namespaces pin the version of the Pod Security Standards that they enforce',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P4', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [POD_SECURITY_ADMISSION, NSA_GUIDE],
  since: '1.23',
  visit: {
    types: ['Namespace'],
    manifest(namespace, { report, target }) {
      const version = labelOf(namespace, ENFORCE_VERSION);
      if (version !== undefined && PINNED.test(version)) return;
      const isLatest = version === undefined || version === 'latest';
      const what = isLatest
        ? 'enforces the Pod Security version of the cluster, which changes with each upgrade'
        : `enforces the unknown Pod Security version "${version}"`;
      const pointer = labelPointer(ENFORCE_VERSION);
      const wanted = `v${target.kubernetesVersion}`;
      report({
        pointer,
        message: `namespace "${namespace.objectRef.name}" ${what}; set label ${ENFORCE_VERSION} to "${wanted}"`,
        severity: isLatest ? Severity.INFO : Severity.MEDIUM,
        fix: namespace.patchTo(pointer, wanted),
      });
    },
  },
});
