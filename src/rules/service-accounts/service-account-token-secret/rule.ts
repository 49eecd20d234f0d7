import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

export const TYPE = 'kubernetes.io/service-account-token';

export const rule = defineRule({
  id: 'service-account-token-secret',
  category: 'service-accounts',
  title: 'Service account tokens expire',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P5', 'CIS 2.0.1 5.1.13', 'CIS 1.12 5.1.13', 'OWASP K06:2022', 'OWASP K09:2025'],
  references: [
    NSA_GUIDE,
    CIS_BENCHMARK,
    'https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets',
  ],
  equivalents: {
    kyverno: ['deny-secret-service-account-token-type'],
  },
  visit: {
    types: ['Secret'],
    manifest(secret, { report }) {
      if (secret.value('/type') !== TYPE) return;
      const account = secret.value('/metadata/annotations')?.['kubernetes.io/service-account.name'] ?? '';
      report({
        pointer: '/type',
        message: `secret "${secret.objectRef.name}" holds a token of service account "${account}" that never expires; use a projected volume or TokenRequest`,
      });
    },
  },
});
