import { INGRESS, NETWORK_POLICY, openPlaces, rulesInForce } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

const publicLabels = stringListOption(
  'publicLabels',
  [],
  'labels of public pods, as "key=value": a policy whose podSelector has one of them passes',
);

export const rule = defineRule({
  id: 'network-policy-allow-all-ingress',
  category: 'network',
  title: 'No network policy allows all ingress',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'CIS 1.12 5.3.2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE, CIS_BENCHMARK],
  options: [publicLabels],
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { option, report }) {
      const labels = Object.entries(policy.json.spec?.podSelector?.matchLabels ?? {});
      if (labels.some(([key, value]) => option(publicLabels).includes(`${key}=${value}`))) return;
      for (const { pointer, addresses } of rulesInForce(policy, INGRESS).flatMap(openPlaces)) {
        const message = addresses
          ? `policy "${policy.objectRef.name}" allows ingress from the whole internet; list the needed addresses`
          : `policy "${policy.objectRef.name}" allows ingress from every address, because a rule has no peers; list them in "from"`;
        report({ pointer, message });
      }
    },
  },
});
