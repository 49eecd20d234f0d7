import { touches } from '../../../analysis/network/cidr';
import { ALLOWING, openPlacesOf } from '../../../analysis/network/open-policies';
import { addressesOf, EGRESS } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { policyCalled, togetherWith } from '../../shared/network-policies';
import { CIS_BENCHMARK, NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

const privateRanges = stringListOption(
  'privateRanges',
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  'private address ranges: a block of all addresses that excludes them allows only the internet, and has a lower severity',
);

export const rule = defineRule({
  id: 'network-policy-allow-all-egress',
  category: 'network',
  title: 'No network policy allows all egress',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'NSA/CISA N8', 'CIS 2.0.1 5.3.2', 'CIS 1.12 5.3.2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0301 (SandboxTemplate only)'],
  },
  options: [privateRanges],
  visit: {
    types: ALLOWING,
    manifest(policy, { all, option, report }) {
      for (const { pointer, addresses, others } of openPlacesOf(policy, EGRESS, all)) {
        const isInternetAlone =
          addresses && !addressesOf(option(privateRanges)).some((range) => touches(addresses, range));
        const does = (what: string) => `${policyCalled(policy)}${togetherWith(others)} allows egress to ${what}`;
        if (!addresses) {
          report({ pointer, message: `${does('every address, because a rule has no peers')}; list them in "to"` });
        } else if (isInternetAlone) {
          const message = `${does('the whole internet')}; list the needed addresses`;
          report({ pointer, message, severity: Severity.LOW });
        } else {
          const message = `${does('every address, including private networks')}; list the needed addresses`;
          report({ pointer, message });
        }
      }
    },
  },
});
