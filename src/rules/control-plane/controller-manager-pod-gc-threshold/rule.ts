import { HARDENED_FLAGS } from '../../../analysis/cluster/component-flags';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';

const FLAG = 'terminated-pod-gc-threshold';
const HARDENED = HARDENED_FLAGS.controllerManager[FLAG];

export const rule = componentRule({
  id: 'controller-manager-pod-gc-threshold',
  title: 'Terminated pods are removed before they are too many',
  severity: Severity.LOW,
  guide: ['N4'],
  flags: [
    {
      ...{ program: 'kube-controller-manager', flag: FLAG, cis: '1.3.1' },
      ...{ isFine: (value) => Number(value ?? 0) > 0, must: 'set $ to a number above zero', fix: () => HARDENED },
    },
  ],
});
