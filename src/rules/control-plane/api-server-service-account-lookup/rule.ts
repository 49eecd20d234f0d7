import { HARDENED_FLAGS } from '../../../analysis/cluster/component-flags';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isFalse } from '../../shared/control-plane/predicates';

export const rule = componentRule({
  id: 'api-server-service-account-lookup',
  title: 'The tokens of a service account end with it',
  severity: Severity.HIGH,
  guide: ['A1'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: 'service-account-lookup', cis: '1.2.21' },
      isFine: (value) => !isFalse(value),
      must: 'set $ to "true"',
      fix: () => HARDENED_FLAGS.apiServer['service-account-lookup'],
    },
  ],
});
