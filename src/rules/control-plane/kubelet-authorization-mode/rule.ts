import { HARDENED_KUBELET } from '../../../analysis/cluster/kubelet-settings';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isTrue } from '../../shared/control-plane/predicates';

const { mode } = HARDENED_KUBELET.authorization;
const cis = '4.2.2';

export const rule = componentRule({
  id: 'kubelet-authorization-mode',
  title: 'The kubelet asks the API server what a caller may do',
  severity: Severity.HIGH,
  guide: ['A2', 'N4'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'authorization-mode', cis },
      ...{ isFine: (value) => value === mode, must: `set $ to "${mode}"`, fix: () => mode },
    },
    {
      ...{ program: 'kubelet', flag: 'authentication-token-webhook', cis, severity: Severity.MEDIUM },
      ...{ isFine: isTrue, must: 'set $ to "true"', fix: () => 'true' },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/authorization/mode', cis },
      ...{ isFine: (value) => (value ?? mode) === mode, must: `set $ to "${mode}"`, fix: mode },
    },
    {
      ...{ kind: 'KubeletConfiguration', field: '/authentication/webhook/enabled', cis, severity: Severity.MEDIUM },
      ...{
        isFine: (value) => value !== false,
        must: 'set $ to true',
        fix: HARDENED_KUBELET.authentication.webhook.enabled,
      },
    },
  ],
});
