import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';

const MUST = 'set $ to 4096 or another limit that the nodes support';

/** No fix: the right number depends on the applications. */
export const rule = componentRule({
  id: 'kubelet-pod-pids-unlimited',
  title: 'The processes of a pod are limited',
  severity: Severity.LOW,
  guide: ['N3'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'pod-max-pids', cis: '4.2.13', isFine: (value) => Number(value) > 0, must: MUST },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/podPidsLimit', cis: '4.2.13', must: MUST },
      isFine: (value) => Number(value ?? -1) > 0,
    },
  ],
});
