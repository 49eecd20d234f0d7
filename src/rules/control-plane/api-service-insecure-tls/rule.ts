import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'api-service-insecure-tls',
  category: 'control-plane',
  title: 'The API server verifies the servers that extend its API',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N6', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/api-service-v1/',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/',
    NSA_GUIDE,
  ],
  visit: {
    types: ['apiregistration.k8s.io/APIService'],
    manifest(apiService, { report }) {
      if (apiService.value('/spec/insecureSkipTLSVerify') !== true) return;
      report({
        pointer: '/spec/insecureSkipTLSVerify',
        message: `the server behind "${apiService.objectRef.name}" may show any certificate; set caBundle, and remove insecureSkipTLSVerify`,
      });
    },
  },
});
