import { isBoundAccount } from '../../../analysis/access/token';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'default-service-account-automount',
  category: 'service-accounts',
  title: 'The service account "default" does not mount its token into pods',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P5', 'CIS 2.0.1 5.1.5', 'CIS 1.12 5.1.5', 'OWASP K01:2022', 'OWASP K02:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0189', 'C-0034'],
    checkov: ['CKV_K8S_41'],
    kyverno: ['restrict-sa-automount-sa-token', 'disable-automountserviceaccounttoken'],
  },
  visit: {
    types: ['ServiceAccount'],
    manifest(account, { all, report }) {
      const pointer = '/automountServiceAccountToken';
      if (account.objectRef.name !== 'default' || account.value(pointer) === false) return;
      report({
        pointer,
        message: `service account "default" of namespace "${account.effectiveNamespace}" mounts its token into every pod without an account of its own; set automountServiceAccountToken to false`,
        // pods without an account of their own use the permissions, and would break without the token
        fix: isBoundAccount('default', account.objectRef.namespaceName, all)
          ? undefined
          : account.patchTo(pointer, false),
      });
    },
  },
});
