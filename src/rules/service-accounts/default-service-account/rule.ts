import { accountNameOf, mountsToken } from '../../../analysis/access/token';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

/** Without a token, the pod does not use its account. */
export const rule = defineRule({
  id: 'default-service-account',
  category: 'service-accounts',
  title: 'Pods that use a token have a service account of their own',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P5', 'CIS 2.0.1 5.1.5', 'CIS 1.12 5.1.5', 'OWASP K01:2022', 'OWASP K02:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0189', 'C-0225'],
    kubeLinter: ['default-service-account'],
    checkov: ['CKV_K8S_41'],
    kyverno: ['restrict-service-account'],
  },
  visit: {
    podTemplate(pod, context) {
      if (accountNameOf(pod) !== 'default' || !mountsToken(pod, context.all)) return;
      context.report({
        pointer: `${pod.specPath}/serviceAccountName`,
        message: 'pod mounts a token of service account "default"; set serviceAccountName to an account of its own',
      });
    },
  },
});
