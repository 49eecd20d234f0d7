import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../sources';
import { visitPermissions } from '../visit-permissions';

export const rule = defineRule({
  id: 'rbac-node-proxy',
  title: 'Roles do not reach the kubelets through the API server',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  sources: ['NSA/CISA A2', 'CIS 5.1.10'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    CIS_BENCHMARK,
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
  ],
  visit: visitPermissions(Severity.CRITICAL, {
    does: 'run commands in any container through the kubelet',
    instead: 'use nodes/metrics, nodes/stats, nodes/log, nodes/healthz, nodes/pods or nodes/configz',
    permissions: [{ verbs: ['get', 'create'], resources: ['nodes/proxy'], scope: 'cluster' }],
  }),
});
