import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isGiven } from '../../shared/control-plane/predicates';

/** No fix: the pods from there would end. */
export const rule = componentRule({
  id: 'kubelet-static-pod-url',
  title: 'The kubelet takes no static pods from the network',
  severity: Severity.MEDIUM,
  guide: ['N4'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'manifest-url' },
      ...{ isFine: (value) => !isGiven(value), must: 'remove $, and use files' },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/staticPodURL' },
      ...{ isFine: (value) => !isGiven(value), must: 'remove $, and use staticPodPath' },
    },
  ],
});
