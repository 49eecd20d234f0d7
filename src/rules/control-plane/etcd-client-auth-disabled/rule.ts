import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { has, isTrue } from '../../shared/control-plane/predicates';
import type { FlagRequirement } from '../../shared/control-plane/requirements';

/** Without an authority no client could be verified: the fix needs one. */
const authenticated = (prefix: string, cis: string): FlagRequirement => ({
  ...{ program: 'etcd', flag: `${prefix}client-cert-auth`, cis, isFine: isTrue, must: 'set $ to "true"' },
  fix: (flags) => (has(flags, `${prefix}trusted-ca-file`) ? 'true' : undefined),
});

export const rule = componentRule({
  id: 'etcd-client-auth-disabled',
  title: 'Clients and members of etcd need a certificate',
  severity: Severity.HIGH,
  guide: ['N4', 'A1'],
  flags: [authenticated('', '2.2'), authenticated('peer-', '2.5')],
});
