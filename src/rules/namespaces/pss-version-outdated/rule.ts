import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { minorVersion, OLDEST_SUPPORTED_VERSION } from '../../../kubernetes/kubernetes-version';
import { ENFORCE, ENFORCE_VERSION, labelOf, labelPointer } from '../../shared/pod-security-labels';
import { NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

export const PINNED = /^v1\.(\d|[1-9]\d{1,2})$/;

/** The rule pss-version-unpinned reports a label without a version. */
export const rule = defineRule({
  id: 'pss-version-outdated',
  category: 'namespaces',
  title: 'Namespaces enforce the Pod Security Standards of a supported version',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [POD_SECURITY_ADMISSION, 'https://kubernetes.io/releases/version-skew-policy/', NSA_GUIDE],
  since: '1.23',
  visit: {
    types: ['Namespace'],
    manifest(namespace, { report, target }) {
      const version = labelOf(namespace, ENFORCE_VERSION);
      const [, minor] = PINNED.exec(version ?? '') ?? [];
      if (minor === undefined || !['baseline', 'restricted'].includes(labelOf(namespace, ENFORCE) ?? '')) return;
      const oldest = oldestKept(target.kubernetesVersion);
      if (Number(minor) >= oldest) return;
      const pointer = labelPointer(ENFORCE_VERSION);
      const wanted = `v${target.kubernetesVersion}`;
      report({
        pointer,
        message: `namespace "${namespace.objectRef.name}" enforces the Pod Security Standards of ${version}, and v1.${oldest} is the oldest supported version; set label ${ENFORCE_VERSION} to "${wanted}"`,
        fix: namespace.patchTo(pointer, wanted),
      });
    },
  },
});

/** The minor version of the oldest standards that pass. A cluster that is older itself has no newer ones. */
export function oldestKept(kubernetesVersion: string): number {
  return Math.min(minorVersion(OLDEST_SUPPORTED_VERSION), minorVersion(kubernetesVersion));
}
