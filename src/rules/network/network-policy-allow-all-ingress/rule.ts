import { ALLOWING, openPlacesOf } from '../../../analysis/network/open-policies';
import { INGRESS } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { policyCalled, togetherWith } from '../../shared/network-policies';
import { CIS_BENCHMARK, NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const publicLabels = stringListOption(
  'publicLabels',
  [],
  'labels of public pods, as "key=value": a policy whose podSelector or endpointSelector has one of them passes',
);

export const rule = defineRule({
  id: 'network-policy-allow-all-ingress',
  category: 'network',
  title: 'No network policy allows all ingress',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'CIS 2.0.1 5.3.2', 'CIS 1.12 5.3.2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE, CIS_BENCHMARK],
  options: [publicLabels],
  visit: {
    types: ALLOWING,
    manifest(policy, { all, option, report }) {
      const { podSelector, endpointSelector } = policy.json.spec ?? {};
      const labels = Object.entries((podSelector ?? endpointSelector)?.matchLabels ?? {});
      if (labels.some(([key, value]) => option(publicLabels).includes(`${key}=${value}`))) return;
      for (const { pointer, addresses, others } of openPlacesOf(policy, INGRESS, all)) {
        const what = addresses ? 'the whole internet' : 'every address, because a rule has no peers';
        const mend = addresses ? 'list the needed addresses' : 'list them in "from"';
        report({
          pointer,
          message: `${policyCalled(policy)}${togetherWith(others)} allows ingress from ${what}; ${mend}`,
        });
      }
    },
  },
});
