import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

/** The second is that of 1.33. */
export const LABELS = ['resource.kubernetes.io/admin-access', 'resource.k8s.io/admin-access'];

export const rule = defineRule({
  id: 'device-admin-access',
  category: 'pod-security',
  title: 'No workload has administrative access to devices',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P6', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#admin-access',
    NSA_GUIDE,
  ],
  visit: {
    types: ['resource.k8s.io/ResourceClaim', 'resource.k8s.io/ResourceClaimTemplate', 'Namespace'],
    manifest(manifest, { report }) {
      const { kind, name } = manifest.objectRef;
      if (kind === 'Namespace') {
        for (const label of LABELS.filter((each) => manifest.labels[each] === 'true')) {
          report({
            pointer: `/metadata/labels/${escapeSegment(label)}`,
            message: `namespace "${name}" lets its users take administrative access to devices; remove label ${label}`,
          });
        }
        return;
      }
      for (const { request, pointer } of requestsOf(manifest)) {
        if (manifest.value(pointer) !== true) continue;
        report({
          pointer,
          message: `request "${request}" has administrative access to devices, those in use by others included; remove adminAccess`,
        });
      }
    },
  },
});

/** The requests of a claim, with each place of `adminAccess`: below `exactly` from v1beta2 on. */
function requestsOf(manifest: Manifest): { readonly request: string; readonly pointer: string }[] {
  const at = `${manifest.objectRef.kind === 'ResourceClaim' ? '' : '/spec'}/spec/devices/requests`;
  const requests: any[] = manifest.value(at) ?? [];
  return requests.flatMap((each, index) =>
    ['', '/exactly'].map((below) => ({
      request: each?.name ?? '',
      pointer: `${at}/${index}${below}/adminAccess`,
    })),
  );
}
