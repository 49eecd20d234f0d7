import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'secret-env-reference',
  category: 'secrets',
  title: 'Containers read secrets from files, not from environment variables',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'CIS 2.0.1 5.4.1', 'CIS 1.12 5.4.1', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK, SECRETS_GOOD_PRACTICES],
  equivalents: {
    kubescape: ['C-0207', 'C-0012 (envFrom)'],
    kubeLinter: ['read-secret-from-env-var'],
    checkov: ['CKV_K8S_35'],
    kyverno: ['secrets-not-from-env-vars', 'no-secrets'],
  },
  visit: {
    container(container, { report }) {
      const env: any[] = container.value('/env') ?? [];
      env.forEach(({ name, valueFrom }, index) => {
        const secret = valueFrom?.secretKeyRef;
        if (!secret) return;
        report({
          pointer: `${container.path}/env/${index}/valueFrom/secretKeyRef`,
          message: `container "${container.name}" reads a key of the Secret "${secret.name ?? ''}" from the environment variable "${name ?? ''}"; use a volume instead`,
        });
      });
      const envFrom: any[] = container.value('/envFrom') ?? [];
      envFrom.forEach(({ secretRef }, index) => {
        if (!secretRef) return;
        report({
          pointer: `${container.path}/envFrom/${index}/secretRef`,
          message: `container "${container.name}" has all keys of the Secret "${secretRef.name ?? ''}" as environment variables; use a volume instead`,
        });
      });
    },
  },
});
