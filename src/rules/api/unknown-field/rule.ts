import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { segmentsOf } from '../../../json/pointer';
import { isFileType } from '../../../kubernetes/api/file-kinds';
import type { Meant } from '../../../kubernetes/api/problem';
import { apiOf } from '../../../model/api';
import { NSA_GUIDE } from '../../shared/sources';

/** Types of which each field decides what a pod, a peer or an account may do. */
const SECURITY_TYPES = new Set([
  'core.v1.AppArmorProfile',
  'core.v1.Capabilities',
  'core.v1.PodSecurityContext',
  'core.v1.SELinuxOptions',
  'core.v1.SeccompProfile',
  'core.v1.SecurityContext',
  'core.v1.WindowsSecurityContextOptions',
  'networking.v1.IPBlock',
  'networking.v1.NetworkPolicyEgressRule',
  'networking.v1.NetworkPolicyIngressRule',
  'networking.v1.NetworkPolicyPeer',
  'networking.v1.NetworkPolicyPort',
  'networking.v1.NetworkPolicySpec',
  'rbac.v1.PolicyRule',
]);
/** Such fields of other types. */
const SECURITY_FIELDS = new Set([
  'automountServiceAccountToken',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostUsers',
  'immutable',
  'readOnly',
  'securityContext',
]);

export const rule = defineRule({
  id: 'unknown-field',
  category: 'api',
  title: 'Objects have only fields that the Kubernetes version knows',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation', NSA_GUIDE],
  equivalents: {},
  visit: {
    manifest(manifest, { all, report, target: { kubernetesVersion } }) {
      for (const { category, pointer, message, meant } of apiOf(all, kubernetesVersion).problems(manifest.json)) {
        if (category !== 'unknown-field') continue;
        report({
          pointer,
          message: `field "${segmentsOf(pointer).at(-1)}" ${message}`,
          severity: meant && keepsSecurityFrom(meant) ? Severity.HIGH : Severity.MEDIUM,
        });
      }
    },
  },
});

/**
 * Whether only case, spelling or place keeps a field from working that decides about security, as most do in files of nodes: the
 * kubelet and the API server ignore some with a line in a log.
 */
function keepsSecurityFrom({ reason, name, type }: Meant): boolean {
  return (
    reason !== 'version' &&
    type !== undefined &&
    (isFileType(type) || SECURITY_TYPES.has(type) || SECURITY_FIELDS.has(name))
  );
}
