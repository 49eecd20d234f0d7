import { HARDENED_FLAGS } from '../../../analysis/cluster/component-flags';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isFalse } from '../../shared/control-plane/predicates';

const FLAG = 'service-account-extend-token-expiration';

export const rule = componentRule({
  id: 'service-account-token-extended',
  title: 'Tokens of service accounts expire after an hour',
  severity: Severity.LOW,
  guide: ['A1'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: FLAG, cis: '1.2.30', isFine: isFalse, must: 'set $ to "false"' },
      fix: () => HARDENED_FLAGS.apiServer[FLAG],
    },
  ],
});
