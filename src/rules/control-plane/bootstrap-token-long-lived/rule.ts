import { SETTINGS_TYPES } from '../../../analysis/cluster/settings-files';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { equivalentsOf } from '../../shared/control-plane/other-tools';
import { secondsOf } from '../../shared/control-plane/predicates';
import { cisSections, KUBEADM_FILE } from '../../shared/control-plane/sources';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

const MOST_HOURS = 24;
/** The default of kubeadm. */
const TTL = `${MOST_HOURS}h0m0s`;

export const rule = defineRule({
  id: 'bootstrap-token-long-lived',
  category: 'control-plane',
  title: 'Tokens to join expire within a day',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', ...cisSections(['3.1.3']), 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [CIS_BENCHMARK, KUBEADM_FILE, NSA_GUIDE],
  equivalents: equivalentsOf(['3.1.3']),
  visit: {
    types: [SETTINGS_TYPES.InitConfiguration],
    manifest(config, { report }) {
      const tokens: unknown = config.value('/bootstrapTokens');
      if (!Array.isArray(tokens)) return;
      tokens.forEach((token, index) => {
        // A time, and not a duration, is written by hand or by kubeadm at once.
        const ttl: unknown = token?.expires === undefined ? token?.ttl : undefined;
        if (ttl === undefined || isShort(secondsOf(String(ttl)))) return;
        const pointer = `/bootstrapTokens/${index}/ttl`;
        report({
          pointer,
          message: `token ${index + 1} to join is valid for ${JSON.stringify(ttl)}, where 0 means for ever; set ttl to "${TTL}" or less`,
          fix: config.patchTo(pointer, TTL),
        });
      });
    },
  },
});

function isShort(seconds = 0): boolean {
  return seconds > 0 && seconds <= MOST_HOURS * 3600;
}
