import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** With this annotation, pods of the account can mount only the listed secrets. */
export const ENFORCE = 'kubernetes.io/enforce-mountable-secrets';

export const rule = defineRule({
  id: 'service-account-secrets-field',
  category: 'service-accounts',
  title: 'Service accounts do not list secrets',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P5', 'OWASP K06:2022', 'OWASP K09:2025'],
  references: [
    NSA_GUIDE,
    'https://kubernetes.io/docs/concepts/security/service-accounts/#enforce-mountable-secrets',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  ],
  equivalents: {
    kyverno: ['check-serviceaccount-secrets'],
  },
  visit: {
    types: ['ServiceAccount'],
    manifest(account, { report }) {
      const secrets: any[] = account.value('/secrets') ?? [];
      if (secrets.length === 0 || account.value('/metadata/annotations')?.[ENFORCE] === 'true') return;
      const names = secrets.map((secret) => `"${secret?.name ?? ''}"`).join(', ');
      report({
        pointer: '/secrets',
        message: `service account "${account.objectRef.name}" lists the secrets ${names}, which was the place for tokens that never expire; remove the list`,
      });
    },
  },
});
