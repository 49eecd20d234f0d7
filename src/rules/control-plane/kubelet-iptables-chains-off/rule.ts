import { HARDENED_KUBELET } from '../../../analysis/cluster/kubelet-settings';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isTrue } from '../../shared/control-plane/predicates';

const { makeIPTablesUtilChains } = HARDENED_KUBELET;

export const rule = componentRule({
  id: 'kubelet-iptables-chains-off',
  title: 'The kubelet keeps its firewall chains',
  severity: Severity.MEDIUM,
  guide: ['N4'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'make-iptables-util-chains', cis: '4.2.6' },
      ...{ isFine: isTrue, must: 'set $ to "true"', fix: () => 'true' },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/makeIPTablesUtilChains', cis: '4.2.6' },
      ...{ isFine: (value) => value !== false, must: 'set $ to true', fix: makeIPTablesUtilChains },
    },
  ],
});
