import { HARDENED_KUBELET, IDLE_TIMEOUT } from '../../../analysis/cluster/kubelet-settings';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { componentRule } from '../../shared/control-plane/component-rule';
import { secondsOf } from '../../shared/control-plane/predicates';
import type { Surroundings } from '../../shared/control-plane/requirements';

const { eventRecordQPS } = HARDENED_KUBELET;

/**
 * From 1.34 on the timeout has no effect. In a file 0 stands for the default of four hours, so that the flag alone can switch it off.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.33.0/pkg/kubelet/apis/config/v1beta1/defaults.go
 */
function isTimeout(value: unknown, { kubernetesVersion }: Surroundings): boolean {
  return value === undefined || secondsOf(String(value)) !== 0 || atLeast(kubernetesVersion, '1.34');
}

export const rule = componentRule({
  id: 'kubelet-limit-off',
  title: 'The kubelet limits idle connections and the rate of events',
  severity: Severity.LOW,
  guide: ['N4', 'L1'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'streaming-connection-idle-timeout', cis: '4.2.5' },
      isFine: (value, _, around) => isTimeout(value, around),
      ...{ must: `set $ to "${IDLE_TIMEOUT}"`, fix: () => IDLE_TIMEOUT },
    },
    {
      ...{ program: 'kubelet', flag: 'event-qps', cis: '4.2.8' },
      ...{ isFine: (value) => Number(value) > 0, must: `set $ to "${eventRecordQPS}"`, fix: () => `${eventRecordQPS}` },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/eventRecordQPS', cis: '4.2.8' },
      ...{ isFine: (value) => (value ?? eventRecordQPS) > 0, must: `set $ to ${eventRecordQPS}`, fix: eventRecordQPS },
    },
  ],
});
