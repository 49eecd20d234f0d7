import { ADMIN_POLICIES, overridesOf } from '../../../analysis/network/admin-policies';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { policyCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'admin-network-policy-overrides',
  category: 'network',
  title: 'Admin network policies do not open what network policies close',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [
    'https://network-policy-api.sigs.k8s.io/api-overview/',
    'https://network-policy-api.sigs.k8s.io/reference/examples/',
    NETWORK_POLICIES,
    NSA_GUIDE,
  ],
  visit: {
    types: ADMIN_POLICIES,
    manifest(policy, { all, report }) {
      for (const { pointer, reach } of overridesOf(policy, all)) {
        const does = pointer.startsWith('/spec/ingress/') ? 'allows ingress from' : 'allows egress to';
        const what = reach === 'cluster' ? 'the pods of all namespaces' : 'the whole internet';
        report({
          pointer,
          message: `${policyCalled(policy)} ${does} ${what} before any NetworkPolicy is asked; use "Pass", or list the needed peers`,
        });
      }
    },
  },
});
