import { HARDENED_KUBELET } from '../../../analysis/cluster/kubelet-settings';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';

const { readOnlyPort } = HARDENED_KUBELET;

export const rule = componentRule({
  id: 'kubelet-read-only-port',
  title: 'The kubelet has no port without authentication',
  severity: Severity.HIGH,
  guide: ['N4', 'A1'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'read-only-port', cis: '4.2.4' },
      ...{ isFine: (value) => Number(value) === readOnlyPort, must: 'set $ to "0"', fix: () => `${readOnlyPort}` },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/readOnlyPort', cis: '4.2.4', must: 'set $ to 0', fix: readOnlyPort },
      isFine: (value) => (value ?? readOnlyPort) === readOnlyPort,
    },
  ],
});
