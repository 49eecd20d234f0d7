import type { SettingsKind } from '../../../analysis/cluster/settings-files';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import type { FieldRequirement } from '../../shared/control-plane/requirements';

const named = (kind: SettingsKind): FieldRequirement => ({
  ...{ kind, field: '/nodeRegistration/ignorePreflightErrors', must: 'name single checks in $, or remove it' },
  isFine: (names) => !Array.isArray(names) || !names.some((name) => String(name).toLowerCase() === 'all'),
});

/** No fix: a check that fails would stop kubeadm. */
export const rule = componentRule({
  id: 'kubeadm-preflight-ignored',
  title: 'The checks of kubeadm stop it at errors',
  severity: Severity.MEDIUM,
  guide: ['N4'],
  fields: [named('InitConfiguration'), named('JoinConfiguration')],
});
