import { HARDENED_FLAGS } from '../../../analysis/cluster/component-flags';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isTrue } from '../../shared/control-plane/predicates';

const FLAG = 'use-service-account-credentials';

export const rule = componentRule({
  id: 'controller-manager-shared-credentials',
  title: 'Each controller has an account of its own',
  severity: Severity.MEDIUM,
  guide: ['A1', 'A2'],
  flags: [
    {
      ...{ program: 'kube-controller-manager', flag: FLAG, cis: '1.3.3', isFine: isTrue, must: 'set $ to "true"' },
      fix: () => HARDENED_FLAGS.controllerManager[FLAG],
    },
  ],
});
