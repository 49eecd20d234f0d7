import { bindingWithoutToken } from '../../../analysis/access/missing-token';
import { accountNameOf } from '../../../analysis/access/token';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES, SERVICE_ACCOUNT_TOKENS } from '../../shared/sources';

export const rule = defineRule({
  id: 'service-account-token-missing',
  category: 'service-accounts',
  title: 'Pods whose service account has permissions of its own have a token to use them',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA P5', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, SERVICE_ACCOUNT_TOKENS],
  visit: {
    podTemplate(pod, { all, target, report }) {
      const binding = bindingWithoutToken(pod, all, target.kubernetesVersion);
      if (!binding) return;
      const { kind, name } = binding.objectRef;
      report({
        pointer: `${pod.specPath}/serviceAccountName`,
        message: `pod has no token of service account "${accountNameOf(pod)}", to which ${kind} "${name}" grants permissions; add a projected token, or remove the binding`,
      });
    },
  },
});
