import { accountNameOf, isBound, mountsToken } from '../../../analysis/access/token';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, SERVICE_ACCOUNT_TOKENS } from '../../shared/sources';

export const rule = defineRule({
  id: 'service-account-token-automount',
  category: 'service-accounts',
  title: 'Pods do not mount a service account token that they do not need',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P5', 'CIS 2.0.1 5.1.6', 'CIS 1.12 5.1.6', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK, SERVICE_ACCOUNT_TOKENS],
  equivalents: {
    kubescape: ['C-0034', 'C-0190', 'C-0261 (SA with bindings)'],
    kubeLinter: ['default-service-account (partly)'],
    trivy: ['KSV-0036'],
    polaris: ['automountServiceAccountToken'],
    checkov: ['CKV_K8S_38'],
    kyverno: ['restrict-automount-sa-token', 'remove-serviceaccount-token'],
  },
  visit: {
    podTemplate(pod, { all, report }) {
      if (!mountsToken(pod, all)) return;
      const pointer = `${pod.specPath}/automountServiceAccountToken`;
      const account = accountNameOf(pod);
      if (isBound(pod, all)) {
        // bindings name the account, so the application probably uses the token and would break without it
        report({
          pointer,
          severity: Severity.INFO,
          message: `pod automounts a token of service account "${account}", which bindings grant roles to; use a projected token with an audience and an expiry instead`,
        });
        return;
      }
      report({
        pointer,
        message: `pod mounts a token of service account "${account}"; set automountServiceAccountToken to false`,
        fix: pod.patchTo('/automountServiceAccountToken', false),
      });
    },
  },
});
