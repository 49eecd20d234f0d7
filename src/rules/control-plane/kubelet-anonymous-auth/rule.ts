import { HARDENED_KUBELET } from '../../../analysis/cluster/kubelet-settings';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isFalse } from '../../shared/control-plane/predicates';

export const rule = componentRule({
  id: 'kubelet-anonymous-auth',
  title: 'The kubelet refuses anonymous requests',
  severity: Severity.HIGH,
  guide: ['A1', 'N4'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'anonymous-auth', cis: '4.2.1' },
      ...{ isFine: isFalse, must: 'set $ to "false"', fix: () => 'false' },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/authentication/anonymous/enabled', cis: '4.2.1' },
      isFine: (value) => value !== true,
      ...{ must: 'set $ to false', fix: HARDENED_KUBELET.authentication.anonymous.enabled },
    },
  ],
  kubescape: ['C-0069'],
});
