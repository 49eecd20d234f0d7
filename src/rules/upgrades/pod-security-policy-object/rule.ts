import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'pod-security-policy-object',
  category: 'upgrades',
  title: 'Manifests contain no PodSecurityPolicy, which was removed in 1.25',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/migrate-from-psp/', NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0068'],
    checkov: ['CKV_K8S_1..CKV_K8S_7', 'CKV_K8S_24', 'CKV_K8S_32', 'CKV_K8S_36'],
    kyverno: ['psp-migration (partly)'],
  },
  since: '1.21', // deprecated since then; before, it was the recommended way
  visit: {
    types: ['policy/PodSecurityPolicy', 'extensions/PodSecurityPolicy'],
    manifest({ objectRef }, { report, target }) {
      const fate = atLeast(target.kubernetesVersion, '1.25') ? 'enforces nothing since 1.25' : 'is removed in 1.25';
      report({
        pointer: '/kind',
        message: `policy "${objectRef.name}" ${fate}; use the label pod-security.kubernetes.io/enforce of namespaces instead`,
      });
    },
  },
});
