import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-node-proxy',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not grant access to kubelets through the API server',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.10', 'CIS 1.12 5.1.10', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    CIS_BENCHMARK,
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
  ],
  equivalents: {
    kubescape: ['C-0279'],
    trivy: ['KSV-0047'],
    checkov: ['CKV2_K8S_2'],
    kyverno: ['restrict-clusterrole-nodesproxy'],
  },
  visit: visitPermissions(Severity.CRITICAL, {
    does: 'running commands in any container through the kubelet',
    instead: 'use nodes/metrics, nodes/stats, nodes/log, nodes/healthz, nodes/pods or nodes/configz',
    powers: powersOf('rbac-node-proxy'),
  }),
});
