import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isAbsent } from '../../shared/control-plane/predicates';

/** No fix: the node would get another name. */
export const rule = componentRule({
  id: 'kubelet-hostname-override',
  title: 'A node has the name of its machine',
  severity: Severity.LOW,
  guide: ['A1'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'hostname-override', cis: '4.2.7' },
      ...{ isFine: isAbsent, must: 'remove $, and name the machine' },
    },
  ],
});
